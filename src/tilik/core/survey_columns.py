"""What the columns of a foreign survey's table are, by their headings and by what stands in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tilik.core.masking import mask
from tilik.core.survey_values import Question, get_words, read_answer, say_plain
from tilik.core.traits import AGE, DISABILITY, EDUCATION, JOB, SEX

PERSON, DAY, COMMENT, SKIP = "person", "day", "comment", "skip"
ITEM, TRAIT = "item:", "trait:"
_TRAITS: Mapping[str, tuple[str, ...]] = {
    SEX: ("jenis kelamin", "kelamin", "jk", "sex", "gender"),
    AGE: ("usia", "umur", "age"),
    EDUCATION: ("pendidikan", "education"),
    JOB: ("pekerjaan", "profesi", "job", "occupation"),
    DISABILITY: ("disabilitas", "difabel", "disability"),
}
_PERSONS = (
    "nama", "name", "nik", "ktp", "kk", "nip", "npwp", "telepon", "telp", "tlp", "hp", "handphone",
    "ponsel", "phone", "wa", "whatsapp", "email", "e mail", "surel", "alamat", "address", "rekening",
    "tanggal lahir", "tempat lahir", "tanda tangan", "username", "submitted by", "deviceid",
    "device id", "ip", "geolocation", "latitude", "longitude", "lokasi", "koordinat", "foto",
)  # fmt: skip
_DAYS = (
    "tanggal", "cap waktu", "stempel waktu", "timestamp", "today", "hari", "date", "submission time",
    "waktu pengisian", "tgl", "end", "start",
)  # fmt: skip
_COMMENTS = ("saran", "komentar", "kritik", "masukan", "comment", "suggestion", "aspirasi")
_NUMBERED = re.compile(r"(?:(q|p|pertanyaan|no|nomor|u|unsur)\s*)?0*(\d{1,2})(?=\s|$)")
_BY_PLACE = ("q", "p", "pertanyaan", "no", "nomor", None)
ENOUGH = 2 / 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and the first cells in it."""

    name: str
    sample: tuple[str, ...] = ()


def guess_columns(columns: Sequence[Column], questions: Sequence[Question]) -> list[str]:
    """What each column is; `questions` stand in the order in which they are asked.

    "person" is never stored. No question, trait or day is given to two columns: the first has it.
    """
    found, taken = [], set()
    day = _find_day(columns)
    for n, column in enumerate(columns):
        kind = DAY if n == day else _guess(column, questions)
        if kind in taken and kind not in (PERSON, SKIP):
            kind = SKIP
        taken.add(kind)
        found.append(kind)
    return found


def holds_persons(column: Column) -> bool:
    """Whether the cells tell who somebody is, whatever the heading says."""
    cells = [cell for cell in column.sample if cell]
    told = [cell for cell in cells if len(cell) <= 40 and mask(cell).startswith("[")]
    return 2 * len(told) >= len(cells) > 0


def _guess(column: Column, questions: Sequence[Question]) -> str:
    label = say_heading(column.name)
    if holds_persons(column):
        return PERSON
    if trait := _find_words(label, _TRAITS):
        return TRAIT + trait
    if question := _find_question(label, column, questions):
        is_told = _has(label, _COMMENTS) and not _count_read(column, question)
        return COMMENT if is_told and column.sample else ITEM + question.code
    if _has(label, _PERSONS):
        return PERSON
    return COMMENT if _has(label, _COMMENTS) else SKIP


def say_heading(name: str) -> str:
    """The heading as it is read: Kobo's groups and underscores gone, small letters."""
    return say_plain(name.rpartition("/")[2] if " " not in name else name)


def _find_day(columns: Sequence[Column]) -> int | None:
    """The column with the day: by the surest word first."""
    for word in _DAYS:
        for n, column in enumerate(columns):
            label = say_heading(column.name)
            if _has(label, (word,)) and not _has(label, _PERSONS) and _looks_like_days(column):
                return n
    return None


def _looks_like_days(column: Column) -> bool:
    cells = [cell for cell in column.sample if cell]
    return bool(cells) and sum(bool(re.search(r"\d{4}", cell)) for cell in cells) == len(cells)


def _find_question(label: str, column: Column, questions: Sequence[Question]) -> Question | None:
    """The question a heading names by meaning; only where it says no words, by its number."""
    said = get_words(label)
    scores = [(_score(said, question), question) for question in questions]
    best = max((score for score, _question in scores), default=0.0)
    named = [question for score, question in scores if score == best]
    if best >= 0.5 and len(named) == 1 and _reads(column, named[0], 0):
        return named[0]
    number = _NUMBERED.match(label)
    if not number or best or (said and len(said) > 2):
        return None
    found = _find_numbered(number[1], int(number[2]), questions)
    return found if found and _reads(column, found, ENOUGH) else None


def _find_numbered(mark: str | None, n: int, questions: Sequence[Question]) -> Question | None:
    """The n-th that is asked, or the element that is called so."""
    if mark in _BY_PLACE:
        return questions[n - 1] if 0 < n <= len(questions) else None
    return next((each for each in questions if each.code.lower() == f"u{n}"), None)


def _score(said: frozenset[str], question: Question) -> float:
    """How much of what a question is called stands in the heading."""
    if not said:
        return 0.0
    return max((len(said & words) / min(len(words), 3) for words in question.names), default=0.0)


def _reads(column: Column, question: Question, share: float) -> bool:
    """Whether more than that share of the cells are answers; columns of words alone are asked of
    people.
    """
    cells = [cell for cell in column.sample if cell]
    return _count_read(column, question) > share * len(cells) or not any(map(str.isdecimal, cells))


def _count_read(column: Column, question: Question) -> int:
    return sum(read_answer(cell, question) is not None for cell in column.sample if cell)


def _find_words(label: str, known: Mapping[str, Sequence[str]]) -> str:
    return next((name for name, words in known.items() if _has(label, words)), "")


def _has(label: str, words: Sequence[str]) -> bool:
    """Whether one of the words stands in a short heading; a long one is a question."""
    short = len(label.split()) <= 7
    return short and any(re.search(rf"\b{word}\b", label) for word in words)
