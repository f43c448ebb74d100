"""What the cells of a foreign survey's table say: an answer, something of oneself, a day."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tilik.core.traits import AGE, DISABILITY, EDUCATION, JOB, SEX, TRAITS, get_band

FOUR = ("1", "2", "3", "4")
GOOD = frozenset({
    "baik", "puas", "memuaskan", "sesuai", "mudah", "cepat", "mampu", "kompeten", "sopan", "ramah",
    "jelas", "setuju", "good", "satisfied",
})  # fmt: skip
_SMALL = frozenset({
    "dan", "atau", "yang", "dari", "pada", "di", "untuk", "dengan", "oleh", "anda", "saudara",
    "bapak", "ibu", "bagaimana", "pendapat", "tentang", "apakah", "menurut", "ini", "the", "of",
    "and", "or", "pelayanan", "layanan", "unit", "kami",
})  # fmt: skip
_LEADING = re.compile(r"\(?(\d{1,2})(?:[.,]0+)?\)?(?:\s+(.*))?$")
_TRAILING = re.compile(r"(.*\D)\s\(?(\d{1,2})\)?$")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_MIXED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_NAMED = re.compile(r"(\d{1,2}) ([a-z]{3,9}) (\d{4})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "me", "jun", "jul", "ag", "sep", "okt", "nov", "des")
_ENGLISH = {"may": 5, "aug": 8, "oct": 10, "dec": 12, "peb": 2, "nop": 11}
OLDEST = 120
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its code, the words it is called by, its values with their texts."""

    code: str
    names: tuple[frozenset[str], ...]
    values: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, str] = field(default_factory=dict)
    """What people decided a text means."""


def say_plain(text: str) -> str:
    """Small letters, digits and single spaces: "Sangat_Baik!" → "sangat baik"."""
    return " ".join(re.sub(r"[^\w]|_", " ", text.lower()).split())


def get_words(text: str) -> frozenset[str]:
    """The words that carry meaning."""
    return frozenset(word for word in re.findall(r"[^\W\d_]{2,}", text.lower())) - _SMALL


def read_answer(cell: str, question: Question) -> str | None:
    """The value the cell says: "4", "4 - Sangat Baik", "sangat_baik", "Sangat baik (4)"; None for
    what cannot be read, and for a number and words that say two different things.
    """
    plain = say_plain(cell)
    if decided := question.texts.get(plain):
        return decided
    number, words = _cut_number(re.sub(r"(?<=\d)[.,]0+(?=\s|$)", "", cell.strip()))
    said = _read_words(words or "", question)
    if number is None or (number not in question.values):
        return _read_words(plain, question) if number is None else None
    if any(sign.isdigit() for sign in words):
        return None  # 3.5 or "3-4" is no answer
    return number if said in (None, number) else None


def _cut_number(cell: str) -> tuple[str | None, str]:
    """The number before or behind the words, and the words."""
    plain = say_plain(cell)
    if found := _LEADING.match(plain):
        return str(int(found[1])), found[2] or ""
    if found := _TRAILING.match(plain):
        return str(int(found[2])), found[1].strip()
    return None, plain


def _read_words(plain: str, question: Question) -> str | None:
    if not plain:
        return None
    named = [value for value, texts in question.values.items() if plain in texts]
    if named:
        return named[0] if len(named) == 1 else None
    if tuple(question.values) != FOUR:
        return None
    first, _space, rest = plain.partition(" ")
    word = {"sangat": "4", "kurang": "2", "tidak": "1", "very": "4", "not": "1"}.get(first)
    if word and rest in GOOD:
        return word
    return "3" if plain in GOOD else None


def read_days(cells: Sequence[str]) -> list[date | None]:
    """The day of every cell. The whole column says whether the day or the month comes first; where
    nothing tells, the day, as in Indonesia.
    """
    plain = [cell.strip().lower() for cell in cells]
    mixed = [(int(m[1]), int(m[2])) for cell in plain if (m := _MIXED.match(cell))]
    is_month_first = any(b > MONTHS for _a, b in mixed) and all(a <= MONTHS for a, _b in mixed)
    return [_read_day(cell, is_month_first) for cell in plain]


def _read_day(cell: str, is_month_first: bool) -> date | None:
    if found := _ISO.match(cell):
        return _make_day(found[1], found[2], found[3])
    if found := _MIXED.match(cell):
        one, two = (found[2], found[1]) if is_month_first else (found[1], found[2])
        return _make_day(found[3], two, one)
    found = _NAMED.search(re.sub(r"[ ,]+", " ", cell))
    month = _read_month(found[2]) if found else 0
    return _make_day(found[3], month, found[1]) if found and month else None


def _read_month(word: str) -> int:
    for start, n in (*_ENGLISH.items(), *((m, i) for i, m in enumerate(_MONTHS, 1))):
        if word.startswith(start):
            return n
    return 0


def _make_day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_trait(name: str, cell: str) -> str | None:
    """The code of what somebody says of themselves, or None where it fits no code."""
    plain = say_plain(cell)
    if name == AGE:
        return _read_age(cell)
    found = next((code for code in TRAITS[name] if say_plain(code) == plain), None)
    if found or name not in _SAID:
        return found
    return next((code for code, sign in _SAID[name] if re.search(sign, plain)), None)


_SAID: Mapping[str, tuple[tuple[str, str], ...]] = {
    SEX: (("P", r"^(p|pr|perempuan|wanita|female|f)\b"), ("L", r"^(l|lk|laki|pria|male|m)\b")),
    EDUCATION: (
        ("S3", r"\b(s ?3|doktor|strata 3)\b"),
        ("S2", r"\b(s ?2|magister|strata 2)\b"),
        ("S1", r"\b(s ?1|d ?4|d iv|div|sarjana|strata 1)\b"),
        ("D", r"\b(d ?[123]|d i{1,3}|diploma)\b"),
        ("SMA", r"\b(sma|slta|smk|ma|smu)\b"),
        ("SMP", r"\b(smp|sltp|mts)\b"),
        ("SD", r"\b(sd|mi|tidak sekolah|belum sekolah|tidak tamat)\b"),
    ),
    JOB: (
        ("tni-polri", r"\b(tni|polri|polisi)\b"),
        ("swasta", r"\b(swasta|karyawan)\b"),
        ("pns", r"\b(pns|asn|pppk)\b"),
        ("wirausaha", r"\b(wira\w+|pedagang|usaha)\b"),
        ("pelajar", r"\b(pelajar|mahasiswa|siswa)\b"),
        ("petani", r"\b(petani|nelayan|peternak)\b"),
        ("lainnya", r"\b(lain\w*|other|irt|rumah tangga)\b"),
    ),
    DISABILITY: (("tidak", r"^(tidak|bukan|no|non)\b"), ("ya", r"^(ya|ada|yes|y)\b")),
}


def _read_age(cell: str) -> str | None:
    """The band of an age or of a range within one band."""
    bands = TRAITS[AGE]
    tight = re.sub(r"\s|tahun|thn|th", "", cell.lower()).replace("–", "-")
    if tight in bands:
        return tight
    years = [int(n) for n in re.findall(r"\d+", tight)]
    if not years or max(years) > OLDEST or min(years) < 1:
        return None
    if len(years) == 1 and re.search(r"[<>≤≥]|bawah|atas|kurang|lebih|\+", tight):
        return _read_open(tight, years[0])
    found = {get_band(n) for n in years}
    return found.pop() if len(found) == 1 and len(years) < 3 else None


def _read_open(tight: str, years: int) -> str | None:
    """The band of "< 17" or "above 55", where it is one alone."""
    is_above = bool(re.search(r"[>≥]|atas|lebih|\+", tight))
    if is_above:
        return TRAITS[AGE][-1] if years >= 55 else None
    return TRAITS[AGE][0] if years <= 18 else None
