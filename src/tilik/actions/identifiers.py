"""The ways a person is known at the door: NIP, phone number or e-mail."""

import re

NIP_DIGITS = 18
PHONE_DIGITS = range(9, 15)


def clean_nip(text: str) -> str | None:
    """The eighteen digits of a NIP, or None; spaces, dots and apostrophes are ignored."""
    digits = re.sub(r"[\s.'\-]", "", text)
    return digits if digits.isascii() and digits.isdigit() and len(digits) == NIP_DIGITS else None


def clean_phone(text: str) -> str | None:
    """The number as +62…, or None: 0812…, 62812…, +62 812… and 812… are one and the same."""
    kept = re.sub(r"[\s().'\-]", "", text)
    digits = kept.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        return None
    if not kept.startswith("+"):
        national = digits.removeprefix("62") if digits.startswith("62") else digits
        digits = f"62{national.removeprefix('0')}"
    return f"+{digits}" if len(digits) in PHONE_DIGITS else None


def clean_email(text: str) -> str | None:
    """The address in small letters, or None."""
    address = text.strip().lower()
    return address if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", address) else None


def recognise(text: str) -> tuple[str, str] | None:
    """The field and the value somebody means by `text`: ("nip" | "phone" | "email", value)."""
    for field, clean in (("email", clean_email), ("nip", clean_nip), ("phone", clean_phone)):
        value = clean(text)
        if value:
            return field, value
    return None
