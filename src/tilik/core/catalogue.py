"""What a component of a service standard holds as data, and the text that says the same.

The text is what is stored, judged and printed; lines, pairs, durations and fees are read out of it
alike, whether a person typed it, a spreadsheet brought it or a decree was read.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

DURATION, FEES = 3, 4
PAIRS = (2, 6)
"""Components whose lines say who and what: steps with actors, channels with addresses."""
DELIVERY = range(1, 7)
"""The components the public is told."""
NUMBERS = range(1, 15)
BULLET = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[a-z])[.)]\s+|[•▪◦*\-–]\s*)", re.IGNORECASE)
UNITS: Mapping[str, str] = {
    "menit": r"menit",
    "jam": r"jam",
    "hari-kerja": r"hari\s+kerja|hk",
    "hari-kalender": r"hari\s+kalender",
    "bulan": r"bulan",
}
WORDS = {"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "tujuh": 7, "sepuluh": 10}
UNIT = "|".join(UNITS.values())
LENGTH = re.compile(
    rf"\b(\d{{1,4}}(?:[.,]\d{{1,2}})?|{'|'.join(WORDS)})\s*(?:\([^)]{{1,30}}\)\s*)?({UNIT})\b",
    re.IGNORECASE,
)
START = re.compile(r"\b(?:sejak|setelah|terhitung(?:\s+sejak)?)\s+([^.;\n]{3,180})", re.IGNORECASE)
FREE = re.compile(
    r"\b(gratis|cuma-cuma|nihil|(?:tidak|tanpa|bebas)\s+(?:di(?:pungut|kenakan)\s+)?biaya)\b",
    re.IGNORECASE,
)
AMOUNT = re.compile(r"\brp\.?\s*(\d{1,3}(?:\.\d{3})+|\d+)", re.IGNORECASE)
BASIS = re.compile(r"^\s*dasar(?:\s+hukum)?\s*:\s*(\S.*)$", re.IGNORECASE | re.MULTILINE)
FREE_TEXT = "Gratis, tidak dipungut biaya"


@dataclass(frozen=True, slots=True)
class Duration:
    """A promise: number, unit of time (as `UNITS` names it), and the event it counts from."""

    number: Decimal
    unit: str
    start: str = ""


@dataclass(frozen=True, slots=True)
class Fees:
    """What a service costs: free, or amounts in rupiah by name; `is_free` None where unknown."""

    is_free: bool | None
    amounts: tuple[tuple[str, int], ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many components are in each state; `n_unknown` services have no standard on record."""

    adequate: int = 0
    defective: int = 0
    absent: int = 0
    unread: int = 0
    n_services: int = 0
    n_unknown: int = 0

    @property
    def total(self) -> int:
        """All components of the standards on record."""
        return self.adequate + self.defective + self.absent + self.unread

    @property
    def percent(self) -> int | None:
        """The adequate ones in whole per cent, rounded down; None where nothing is on record."""
        return 100 * self.adequate // self.total if self.total else None


def count_states(services: Iterable[Iterable[str] | None]) -> Share:
    """The share of several services, each as the states of its components or None."""
    counts = dict.fromkeys(("adequate", "defective", "absent", "unread"), 0)
    n_services = n_unknown = 0
    for states in services:
        n_services += 1
        if states is None:
            n_unknown += 1
            continue
        for state in states:
            counts[state] += 1
    return Share(**counts, n_services=n_services, n_unknown=n_unknown)


def list_lines(text: str) -> tuple[str, ...]:
    """The items of a text, a line each, without their numbers or bullets."""
    lines = (BULLET.sub("", line).strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def list_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Who and what of each line: "Petugas: memeriksa berkas"; the first is empty where unsaid."""
    pairs = []
    for line in list_lines(text):
        head, colon, rest = line.partition(":")
        is_pair = bool(colon and rest.strip()) and len(head) <= 40 and "//" not in line[:9]
        pairs.append((head.strip(), rest.strip()) if is_pair else ("", line))
    return tuple(pairs)


def number_lines(text: str) -> str:
    """The text with each line numbered, as a list in a decree."""
    return "\n".join(f"{n}. {line}" for n, line in enumerate(list_lines(text), 1))


def find_duration(text: str) -> Duration | None:
    """The promise the text makes first, or None; "hari" alone names no kind of day."""
    match = LENGTH.search(text)
    if match is None:
        return None
    word = match[1].lower()
    number = Decimal(WORDS[word]) if word in WORDS else Decimal(word.replace(",", "."))
    unit = next(code for code, pattern in UNITS.items() if re.fullmatch(pattern, match[2], re.I))
    start = START.search(text)
    return Duration(number, unit, " ".join(start[1].split()) if start else "")


def find_waiting(text: str) -> tuple[str, str, str] | None:
    """Unit, start and details of a promise whose number still waits as dots, or None."""
    first, _newline, rest = text.partition("\n")
    found = find_duration(first.replace("…", "1", 1)) if first.startswith("…") else None
    return (found.unit, found.start, rest) if found else None


def write_waiting(unit: str, start: str, details: str) -> str:
    """The text of a promise without its number: what was chosen of it is kept, dots stand for it."""
    if unit not in UNITS:
        return details
    start = " ".join(start.split())[:180].rstrip(".;")
    words = f"… {unit.replace('-', ' ')}" + (f" sejak {start}" if start else "")
    return "\n".join(filter(None, (words, details.strip())))


def say_duration(duration: Duration) -> str:
    """The promise as a decree says it: "3 hari kerja sejak berkas lengkap"."""
    number = f"{duration.number.normalize():f}".replace(".", ",")
    words = f"{number} {duration.unit.replace('-', ' ')}"
    return f"{words} sejak {duration.start}" if duration.start else words


def find_fees(text: str) -> Fees:
    """What the text says of costs; an amount anywhere means it is not free."""
    amounts = []
    for line in list_lines(text):
        if match := AMOUNT.search(line):
            name = line[: match.start()].strip(" :-–=")
            amounts.append((name, int(match[1].replace(".", ""))))
    basis = BASIS.search(text)
    paid = [row for row in amounts if row[1]]
    is_free = False if paid else True if FREE.search(text) or amounts else None
    return Fees(is_free, tuple(paid), basis[1].strip() if basis else "")


def write_fees(*, is_free: bool | None, lines: str, basis: str) -> str:
    """The text of a fee: free or its amounts, and the regulation it rests on."""
    parts = [FREE_TEXT] if is_free else list_lines(lines)
    return "\n".join([*parts, *([f"Dasar: {basis.strip()}"] if basis.strip() else ())])


def write_duration(duration: Duration | None, details: str) -> str:
    """The text of a promise with what else is said of it; nothing is said twice."""
    details = details.strip()
    if duration is None or find_duration(details) == duration:
        return details
    return "\n".join(filter(None, (say_duration(duration), details)))
