"""Number and date of a decree, from its text."""

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


def find_facts(body: str) -> dict[str, str]:
    """Number and date of the decree as printed; a blank number is an empty text."""
    facts = {}
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
