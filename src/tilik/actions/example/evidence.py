"""The example's evidence: a dossier, a returned paper, one that has ended, one file at two units."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings

from tilik.actions.documents import (
    Facts,
    Place,
    add_version,
    decide_evidence,
    describe_evidence,
    offer_document,
    offer_file,
)
from tilik.actions.example.papers import make_paper, make_picture
from tilik.actions.example.play import Play
from tilik.actions.example.tables import read_words
from tilik.actions.pinning import pin_link, take_link
from tilik.core.errors import UserError
from tilik.reading.fetching import Fetched
from tilik.records.models import EvidenceLink, RoundUnit, User
from tilik.records.queries.evidence import get_current

Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheets:
    """A file as somebody would send it."""

    content: bytes
    name: str

    @property
    def size(self) -> int:
        """How many bytes."""
        return len(self.content)

    def read(self) -> bytes:
        """All its bytes."""
        return self.content


def offer_evidence(play: Play, unit: str) -> None:
    """Nothing; what the unit offers in this round is in place, while its form is still open."""
    by = play.people[f"op-{unit}"]
    for words in _list_words(play, "documents", unit):
        _offer_everywhere(play, by, words)
        if "renewed" in words:
            _renew(play, by, words)
    for words in _list_words(play, "links", unit):
        if settings.TILIK_LINKS:
            place = _get_place(play, unit, words["place"])
            pin = pin_link(
                by=by, place=place, address=words["address"],
                client_uuid=play.name("link", unit, words["place"]),
            )  # fmt: skip
            take_link(pin.pk, _refuse_with(words["refused"]))


def decide_on_evidence(play: Play) -> None:
    """Nothing; the evaluator has accepted and returned."""
    for words in _list_words(play, "documents"):
        if "renewed" not in words:
            _decide(play, words)


def _decide(play: Play, words: Words) -> None:
    """Nothing; the evaluator's word on a document stands at the places the table names."""
    for accepts, name in ((True, "accepted"), (False, "returned")):
        for code in words.get(name, ()):
            link = _find_link(play, words, code)
            decide_evidence(
                by=play.people["evaluator-1"], link=link, accepts=accepts,
                reason=words.get("reason", ""), seen=get_current(link.document).pk,
            )  # fmt: skip


def _renew(play: Play, by: User, words: Words) -> None:
    """Nothing; a newer version came after the check, before the form was sent."""
    _decide(play, words)
    file = _make_file(play, {**words, **words["renewed"]})
    add_version(by=by, link=_find_link(play, words, words["places"][0]), file=file)


def _list_words(play: Play, kind: str, unit: str = "") -> Iterator[Words]:
    """What the table says of the round, and of one unit where it is given."""
    for words in read_words("evidence")[kind]:
        if words["round"] == play.words["key"] and unit in ("", words["unit"]):
            yield words


def _offer_everywhere(play: Play, by: User, words: Words) -> None:
    """Nothing; the document counts at each of its places and says of itself what it is."""
    first, *others = words["places"]
    link = _offer(play, by, words, first)
    for code in others:
        offer_document(
            by=by, place=_get_place(play, words["unit"], code), document=link.document,
            client_uuid=_name(play, words, code),
        )  # fmt: skip
    if "use" not in words:
        names = ("number", "signed_on", "valid_from", "valid_to")
        facts = Facts(
            title=words["title"], **{name: words[name] for name in names if name in words}
        )
        describe_evidence(by=by, link=link, facts=facts)


def _offer(play: Play, by: User, words: Words, code: str) -> EvidenceLink:
    """The document at its first place: sent, fetched from a link, or one of last year's."""
    place, uuid = _get_place(play, words["unit"], code), _name(play, words, code)
    if "use" in words:
        before = EvidenceLink.objects.filter(document__title=_find(words["use"])["title"])
        known = before.filter(unit=play.units[words["unit"]]).earliest("pk").document
        return offer_document(by=by, place=place, document=known, client_uuid=uuid)
    file = _make_file(play, words)
    if "address" in words and settings.TILIK_LINKS:
        pin = pin_link(by=by, place=place, address=words["address"], client_uuid=uuid)
        take_link(pin.pk, lambda _address, most: Fetched(file.content, file.name))
        return _find_link(play, words, code)
    return offer_file(by=by, place=place, file=file, client_uuid=uuid)


def _make_file(play: Play, words: Words) -> Sheets:
    """The paper or picture; another unit's where the table says so."""
    source = _find(words["same_as"]) if "same_as" in words else words
    mark = read_words("evidence")["mark"]
    if source["kind"] == "picture":
        return Sheets(make_picture(source["caption"], mark), f"{words['key']}.jpg")
    facts = list(_list_facts(source))
    content = make_paper(play.units[source["unit"]].name, facts, source["text"], mark)
    return Sheets(content, f"{words['key']}.pdf")


def _list_facts(words: Words) -> Iterable[str]:
    """Number and day, as the paper itself says them."""
    day: date | None = words.get("signed_on")
    if "number" in words:
        yield f"Nomor: {words['number']}"
    if day:
        yield f"Tanggal: {day:%d-%m-%Y}"


@cache
def _find(key: str) -> Words:
    """What the table says of a document."""
    found: Words = next(
        each for each in read_words("evidence")["documents"] if each.get("key") == key
    )
    return found


def _find_link(play: Play, words: Words, code: str) -> EvidenceLink:
    """The evidence of a document of the table at one of its places."""
    place = _get_place(play, words["unit"], code)
    links = EvidenceLink.objects.select_related("document", "government", "round", "unit")
    return links.get(
        round=play.round, unit=place.row.unit, form=place.form, item=place.item, slot=place.slot
    )


def _get_place(play: Play, unit: str, code: str) -> Place:
    """The place a code like "16a" names."""
    row = RoundUnit.objects.select_related("unit", "government").get(
        round=play.round, unit=play.units[unit]
    )
    row.round = play.round
    return Place(row, read_words("evidence")["form"], code[:-1], code[-1])


def _name(play: Play, words: Words, code: str) -> UUID:
    return play.name("evidence", words.get("key") or words["use"], code)


def _refuse_with(code: str) -> Any:
    """A way of fetching that finds what a link nobody shared leads to."""

    def get(_address: str, *, most: int) -> Fetched:
        raise UserError(code)

    return get
