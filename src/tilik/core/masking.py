"""Words of respondents without what tells who somebody is.

Numbers are masked whatever stands around them, names and addresses where a word announces them:
too much masked costs a word, too little costs somebody's privacy.
"""

import re
from collections.abc import Callable

Replaced = str | Callable[[re.Match[str]], str]

CUES = r"(?:bapak|bpk\.?|ibu|pak|bu|sdra?\.?|sdri\.?|saudara|saudari|a\.?n\.?|atas nama|nama saya|bernama)"
NAME = r"[A-Z][a-z'’]+(?:\s+[A-Z][a-z'’]+){0,3}"
WORD = r"[A-Z0-9](?:[\w.’'-]*\w)?"
STREETS = r"(?:jalan|jln?\.?|gang|gg\.?|perum(?:ahan)?|dusun|komplek(?:s)?)"
RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[surel]"),
    (re.compile(r"(?<!\d)(?:\d[ .-]?){17}\d(?!\d)"), "[NIP]"),
    (re.compile(r"(?<!\d)(?:\d[ .-]?){15}\d(?!\d)"), "[nomor]"),
    (re.compile(r"(?<!\d)(?:\+?62|0)[ .-]?8(?:[ .-]?\d){7,11}(?!\d)"), "[telepon]"),
    (re.compile(r"(?<!\d)0\d{2,3}[ .-]?\d{5,8}(?!\d)"), "[telepon]"),
    (re.compile(r"(?<!\d)(?:\d[ .-]?){8,}\d(?!\d)"), "[nomor]"),
    (re.compile(rf"(?i:\b{STREETS})\s+{WORD}(?:\s+{WORD}){{0,4}}"), "[alamat]"),
    (re.compile(r"(?i)\brt\.?\s*\d+(?:\s*/?\s*rw\.?\s*\d+)?"), "[alamat]"),
)  # fmt: skip
CUED = re.compile(rf"\b(?P<cue>(?i:{CUES}))\s+{NAME}")
NIK = re.compile(r"(?<!\d)\d{6}(\d{2})(\d{2})\d{2}\d{4}(?!\d)")


def mask(text: str) -> str:
    """The text with numbers, addresses and announced names replaced by what they are."""
    text = NIK.sub(_say_number, text)
    for pattern, word in RULES:
        text = pattern.sub(word, text)
    return CUED.sub(lambda found: f"{found['cue']} [nama]", text)


def _say_number(found: re.Match[str]) -> str:
    """A NIK holds a day of birth (a woman's plus forty); sixteen other digits are a family card."""
    day, month = int(found[1]), int(found[2])
    is_person = (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12
    return "[NIK]" if is_person else "[nomor KK]"
