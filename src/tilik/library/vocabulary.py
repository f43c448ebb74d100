"""What the words in a spreadsheet mean for one instrument: forms, items and columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tilik.core.errors import UserError
from tilik.core.instrument import Instrument, Key
from tilik.library.cells import clean

QUESTIONNAIRE = "kuesioner"
_COUNTED = re.compile(
    r"((no|nomor|indikator|butir|item|unsur|pernyataan)[.:]?\s*)+(?=[A-Za-z]{0,2}[-.]?\d)",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(("dan", "atau", "yang", "dari", "pada", "of", "the", "and", "or", "for"))


@dataclass(frozen=True)
class Vocabulary:
    """The instrument's codes in every shape people write; `orders` are its question orders."""

    instrument: Instrument
    codes: Mapping[str, tuple[Key, ...]]
    titles: Mapping[Key, tuple[frozenset[str], ...]]
    forms: Mapping[str, str]
    orders: Mapping[str, Mapping[str, tuple[str, ...]]]
    declared: str = ""

    def form(self, label: str) -> str | None:
        """The form that `label` names: F-03A, "Formulir F03A", f 03 a."""
        short = re.sub(r"^(formulir|form|borang|sheet|lembar)\s+", "", label.lower())
        return self.forms.get(_bare(short))

    def item(self, label: str, form: str = "") -> Key | None:
        """The item that `label` names (within `form` where given), or None where it names none.

        Raises UserError: "ambiguous-item" (several forms have it), "unknown-item" (looks like a
        code but is none), "question-order" (position or meaning? it must be declared).
        """
        prefix, colon, rest = label.partition(":")
        if colon and (named := self.form(prefix)):
            form, rest = named, rest.strip()
        else:
            rest = label
        counted = _COUNTED.match(rest)
        return self._in_form(rest[counted.end() :] if counted else rest, form, label)

    def _in_form(self, label: str, form: str, whole: str) -> Key | None:
        token, words = _split(label)
        found = self._by_position(token, form) or self._by_code(token, form, whole)
        if not found and words:
            found = self._by_code(_short(label), form, whole)
            words = "" if found else words
        if not found:
            found = self._by_title(label, form)
            if not found and self._looks_like_code(token, form) and (form or not words):
                raise UserError("unknown-item", found=whole, allowed=self._known(form))
            return found
        self._refuse_other_meaning(found, words, whole)
        return found

    def _by_code(self, token: str, form: str, whole: str) -> Key | None:
        hits = [key for key in self.codes.get(token, ()) if not form or key.form == form]
        if len(hits) > 1:
            raise UserError("ambiguous-item", found=whole, allowed=[str(k) for k in hits])
        return hits[0] if hits else None

    def _by_position(self, token: str, form: str) -> Key | None:
        """The item a question number stands for, where the form has more than one order."""
        match = re.fullmatch(r"([a-z]*)(\d+)", token)
        form = form or (next(iter(self.orders)) if len(self.orders) == 1 else "")
        if not match or form not in self.orders:
            return None
        orders, place = self.orders[form], int(match[2]) - 1
        is_question = match[1] in ("q", "p", "pertanyaan")
        order = orders.get(self.declared or (QUESTIONNAIRE if is_question else ""))
        if order is not None:
            return Key(form, order[place]) if 0 <= place < len(order) else None
        if match[1]:
            return None
        meant = {o[place] for o in orders.values() if 0 <= place < len(o)}
        if len(meant) > 1:
            raise UserError("question-order", found=token, allowed=sorted(orders))
        return Key(form, meant.pop()) if meant else None

    def _by_title(self, label: str, form: str) -> Key | None:
        """The one item whose title the words are, or are a part of: one word must be all of it."""
        words = content_words(label)
        hits = [
            key
            for key, titles in self.titles.items()
            if (not form or key.form == form)
            and any(words == title or (len(words) > 1 and words <= title) for title in titles)
        ]
        return hits[0] if len(hits) == 1 else None

    def _refuse_other_meaning(self, key: Key, words: str, whole: str) -> None:
        """A code whose words say another item raises a question that only people can answer."""
        said = content_words(words)
        if key.form not in self.orders or not said or self._share(said, key):
            return
        if any(2 * self._share(said, k) >= len(said) for k in self.titles if k.form == key.form):
            allowed = sorted(self.orders[key.form])
            raise UserError("question-order", found=whole, allowed=allowed)

    def _share(self, words: frozenset[str], key: Key) -> int:
        """How many of the words are in the item's title."""
        return max(len(words & title) for title in self.titles[key])

    def _looks_like_code(self, token: str, form: str) -> bool:
        shapes = {
            _shape(c)
            for c, keys in self.codes.items()
            if not form or any(k.form == form for k in keys)
        }
        return _shape(token) in shapes

    def _known(self, form: str) -> list[str]:
        return [
            k.item if form else str(k) for k in self.instrument.items if not form or k.form == form
        ]


def make_vocabulary(
    document: Mapping[str, Any], instrument: Instrument, order: str = ""
) -> Vocabulary:
    """The vocabulary of `instrument`; `order` declares the order that question numbers follow.

    Raises UserError("unknown-order") where the instrument knows no such order.
    """
    codes: dict[str, list[Key]] = {}
    titles: dict[Key, tuple[frozenset[str], ...]] = {}
    orders = {
        f["code"]: {n: tuple(o) for n, o in f["orders"].items()}
        for f in document["forms"]
        if f.get("orders")
    }
    for form in document["forms"]:
        for raw in form["items"]:
            key = Key(str(form["code"]), str(raw["code"]))
            if key not in instrument.items:
                continue
            titles[key] = tuple(map(content_words, raw["title"].values()))
            spellings = (raw["code"], raw.get("official_code"), *raw.get("aliases", ()))
            for code in dict.fromkeys(_short(str(s)) for s in spellings if s):
                codes.setdefault(code, []).append(key)
    known = sorted({name for named in orders.values() for name in named})
    if order and order not in known:
        raise UserError("unknown-order", found=order, allowed=known)
    forms = {_bare(code): code for code in instrument.forms}
    return Vocabulary(
        instrument, {c: tuple(k) for c, k in codes.items()}, titles, forms, orders, order
    )


def content_words(text: str) -> frozenset[str]:
    """The words of `text` that carry meaning, in small letters."""
    return frozenset(re.findall(r"[^\W\d_]+", text.lower())) - _SMALL_WORDS


def _split(label: str) -> tuple[str, str]:
    """A heading's code and the words after it: "U8 – Sarana" → ("u8", "Sarana")."""
    first, _, rest = clean(re.sub(r"[–—()\[\]]", " ", label)).partition(" ")
    if re.fullmatch(r"[A-Za-z]{1,2}", first) and re.match(r"\d", rest):
        number, _, rest = rest.partition(" ")
        first += number
    return _short(first), rest.lstrip("-:. ")


def _short(code: str) -> str:
    code = re.sub(r"\s+", "", code).lower().strip(".:)(-")
    return re.sub(r"^([a-z]*)0+(?=\d)", r"\1", code)


def _shape(code: str) -> str:
    return re.sub(r"\d+", "9", code)


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
