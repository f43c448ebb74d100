"""Number and date of a decree, who made and who signed it, from its text."""

import re

OPENING = 40 * 50
"""How far into a text its number stands, in characters."""
MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
NUMBER = r"(?:^|\n)\s*nomor\s*[:.]?[ \t]*([^\n]*)"
DATE = r"tanggal\s*[:.]?\s*(\d{1,2})\s+([a-z]+)\s+(\d{4})"
WAITING = r"\bditetapkan\s+di\b[^\n]*\n?\s*pada\s+tanggal\s*[:.]?[ \t]*[.…_]{1,}"
"""A day left for the hand: no other date of the text is the decree's."""
BLANK = r"^[\s.…_\-–/]*(?:/[\s.…_\-–a-z]*)*$"
OFFICES = r"(?:kepala|direktur|camat|lurah|bupati|wali\s?kota|gubernur|sekretaris|plt|a\.n)\b"
ISSUER = rf"(?:^|\n)\s*keputusan\s+({OFFICES}[^\n]{{0,120}})"
SIGNED = r"\bdi(?:tetapkan|keluarkan)\s+di\b[^\n]*\n([\s\S]{0,800})"
RANK = r"\s*(?:pangkat|pembina|penata|pengatur|juru)\b[^\n]*"
SIGNATORY = rf"(?:^|\n)[ \t(]*([^\n\d]{{3,80}}?)[ \t)]*\n(?:{RANK}\n)?\s*nip\b"
ELECTRONIC = r"\bini\s+(?:telah\s+)?(ditandatangani\s+secara\s+elektronik)"


def find_facts(body: str) -> dict[str, str]:
    """Number and date of the decree as printed, and who signed; a blank number is an empty text.

    `issuer`: whose decree it is. `e_signature`: the words that say it was signed by a certificate.
    """
    facts = _find_signing(body)
    if match := re.search(NUMBER, body[:OPENING], re.IGNORECASE):
        number = match[1].strip()
        facts["number"] = "" if re.match(BLANK, number, re.IGNORECASE) else number
    signed = re.search(rf"pada\s+{DATE}", body, re.IGNORECASE)
    if not signed and re.search(WAITING, body, re.IGNORECASE):
        return facts
    if (match := signed or re.search(DATE, body, re.IGNORECASE)) and (day := _date(match)):
        facts["date"] = day
    return facts


def _date(match: re.Match[str]) -> str:
    """The date as year-month-day, as it is written even where there is no such day."""
    month = match[2].lower()
    if month not in MONTHS:
        return ""
    return f"{match[3]}-{MONTHS.index(month) + 1:02}-{int(match[1]):02}"


def _find_signing(body: str) -> dict[str, str]:
    """Whose decree it is and who signed it, as far as the words say."""
    facts = {}
    if match := re.search(ISSUER, body[:OPENING], re.IGNORECASE):
        facts["issuer"] = " ".join(match[1].split())
    for signed in re.finditer(SIGNED, body, re.IGNORECASE):
        match = re.search(SIGNATORY, signed[1], re.IGNORECASE)
        if match and not re.match(OFFICES, match[1], re.IGNORECASE):
            facts["signatory"] = " ".join(match[1].split())
    if match := re.search(ELECTRONIC, body, re.IGNORECASE):
        facts["e_signature"] = " ".join(match[1].split())
    return facts
