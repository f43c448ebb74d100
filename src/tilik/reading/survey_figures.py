"""Figures, categories and elements as they stand in the cells of a survey report."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache

from rapidfuzz import fuzz

from tilik.core.audit import Figure, Mark, Place
from tilik.core.audit_lexicon import Lexicon
from tilik.core.numbers import fraction
from tilik.reading.layout import Cell

ALIKE, APART = 86.0, 4.0
LONGEST_NAME = 70
FINEST = Fraction(1, 10**6)
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?%?")
GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
CODE = re.compile(r"^\s*(?:unsur|u)\s*[.\-]?\s*([1-9])\b\s*[.:)=\-–]*\s*", re.IGNORECASE)
ITEM = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|\(?[a-z][.)]|\d{1,2}\s|[•\-–])\s*", re.IGNORECASE)
LETTER = re.compile(r"(?<![\w.])([A-F]-?)(?![\w.])")


def get_place(cell: Cell) -> Place:
    """Where the cell stands."""
    return Place(cell.page, cell.at, cell.box)


def read_number(text: str) -> tuple[Fraction, Fraction] | None:
    """The value and the step of its last digit, or None: 3,57 · 3.57 · 56% · 4."""
    found = text.strip().replace(" ", "").replace("−", "-")
    if not NUMBER.fullmatch(found) or len(found) > 24:
        return None
    plain = found.rstrip("%").replace(",", ".")
    step = Fraction(1, 10 ** len(plain.partition(".")[2]))
    return fraction(plain), max(step, FINEST)


def read_figure(cell: Cell) -> Figure | None:
    """The figure that the cell holds and nothing else, or None."""
    return make_figure(cell.text, get_place(cell))


def make_figure(text: str, place: Place) -> Figure | None:
    """The figure so written, or None."""
    number = read_number(text)
    if number is None:
        return None
    value, step = number
    printed = text.strip()
    # A spreadsheet's own number shows many more places than anybody prints.
    if step == FINEST and len(printed) > 8:
        printed = f"{float(value):.4f}"
    return Figure(value, step, printed, place)


def read_count(text: str, place: Place) -> Figure | None:
    """A whole number, thousands grouped or not, or None: 17.041 · 200 · 200 orang."""
    found = text.strip().rstrip(".,;")
    found = re.sub(r"\s*(orang|responden)$", "", found, flags=re.IGNORECASE)
    plain = re.sub(r"[.,]", "", found) if GROUPED.fullmatch(found) else found
    if plain.endswith((".0", ",0")):
        plain = plain[:-2]
    if not plain.isascii() or not plain.isdigit() or len(plain) > 9:
        return None
    return Figure(Fraction(int(plain)), Fraction(1), found, place)


def read_mark(text: str, place: Place, names: Iterable[str]) -> Mark | None:
    """The category that the text gives by letter, name or both; None where it gives none."""
    letter = LETTER.search(text)
    folded = " ".join(text.lower().split())
    name = next((n for n in names if re.search(rf"\b{n.lower()}\b", folded)), "")
    if not letter and not name:
        return None
    return Mark(letter[1] if letter else "", name, place)


def fold(text: str) -> str:
    """The words of a text in small letters, marks and numbers left out."""
    return " ".join(re.findall(r"[a-z]+", text.lower()))


class Elements:
    """The elements by all their names, and by the codes a report gives them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.names = {
            fold(name): element for element, names in lexicon.elements.items() for name in names
        }
        self.in_text = re.compile(
            "|".join(rf"\b{re.escape(n)}\b" for n in sorted(self.names, key=len, reverse=True))
        )
        self.match = lru_cache(maxsize=4096)(self._match)

    def _match(self, text: str) -> str:
        """The element so named; "" where none is, or two come near."""
        folded = fold(text)
        if not folded or len(text) > LONGEST_NAME:
            return ""
        if folded in self.names:
            return self.names[folded]
        best: dict[str, float] = {}
        for name, element in self.names.items():
            score = max(fuzz.ratio(folded, name), fuzz.token_sort_ratio(folded, name))
            best[element] = max(best.get(element, 0), score)
        (element, first), (_other, second) = sorted(
            best.items(), key=lambda each: each[1], reverse=True
        )[:2]
        return element if first >= ALIKE and first - second >= APART else ""

    def read_label(self, text: str) -> tuple[str, str]:
        """The code and the element a label names, each "" where it names none."""
        plain = " ".join(text.split())
        code = CODE.match(plain)
        rest = plain[code.end() :] if code else ITEM.sub("", plain)
        return f"U{code[1]}" if code else "", self.match(rest) if rest else ""

    def list_in(self, text: str, codes: Mapping[str, str]) -> list[str]:
        """The elements a sentence names, by name or by code, in order, each once."""
        lowered = re.sub(r"\bu\s?([1-9])\b", lambda m: f" {'xu' * int(m[1])} ", text.lower())
        words = fold(lowered)
        found = []
        for piece in re.finditer(rf"{self.in_text.pattern}|\b(?:xu)+\b", words):
            word = piece[0]
            if set(word) == {"x", "u"}:
                code = f"U{len(word) // 2}"
                found.append(codes.get(code, code))
            else:
                found.append(self.names[word])
        return list(dict.fromkeys(found))
