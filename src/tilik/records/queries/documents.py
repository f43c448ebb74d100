"""What the canonical document of an instrument says, as pages need it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tilik.core.document import in_force
from tilik.core.errors import NotFound
from tilik.records.models import InstrumentVersion, Round, RoundUnit

Text = Mapping[str, str]


@dataclass(frozen=True)
class ItemText:
    """One item of a form with its words; `raw` is all that the document says of it."""

    form: str
    code: str
    title: Text
    kind: str
    is_conditional: bool
    of_government: bool
    raw: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The item's key, `form:item`."""
        return f"{self.form}:{self.code}"


def get_year(round: Round) -> int:
    """The year whose items are in force: the period's, where the instrument was valid then."""
    first, last = round.instrument_version.document["years"]
    year = round.period_end.year
    if int(first) <= year and (last is None or year <= int(last)):
        return year
    return int(first if last is None else last)


def get_sort(round: Round, row: RoundUnit | None) -> tuple[int, str, str]:
    """Year, kind of unit and channel: which parts of the instrument hold for a unit of the round."""
    return get_year(round), row.kind if row else "", row.form_variant if row else ""


def get_document(sha: str) -> dict[str, Any]:
    """The document of that fingerprint; whoever it is stored for, the bytes are the same."""
    version = InstrumentVersion.objects.filter(sha256=sha).first()
    if version is None:
        raise NotFound("instrument-not-found", found=sha, allowed=())
    return version.document


def get_title(version: InstrumentVersion, language: str = "id") -> str:
    """The instrument's title in the language, else in Indonesian."""
    return pick(version.document["title"], language)


def pick(text: Text, language: str) -> str:
    """The text in the language, else in Indonesian."""
    return str(text.get(language) or text["id"])


def list_forms(document: Mapping[str, Any], roles: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The forms with one of the roles (all where none is named), in order."""
    return [form for form in document["forms"] if not roles or form["role"] in roles]


def list_unit_forms(document: Mapping[str, Any], stage: str, channel: str) -> list[dict[str, Any]]:
    """The forms a unit of that channel has at a stage; a claim is made on claim forms.

    An instrument without claim forms is claimed on its evaluation forms themselves.
    """
    claimed = list_forms(document, ("claim",)) if stage == "claim" else []
    forms = claimed or list_forms(document, ("evaluation",))
    return [form for form in forms if not channel or form.get("channel") in (None, channel)]


def list_items(
    form: Mapping[str, Any], year: int, kind: str = "", channel: str = ""
) -> list[ItemText]:
    """The items of a form in force in the year for a kind of unit and a channel, in order."""
    return [_make_item(form, raw) for raw in form["items"] if in_force(raw, year, kind, channel)]


def find_form(document: Mapping[str, Any], code: str) -> dict[str, Any]:
    """The form with that code. Raises KeyError."""
    for form in document["forms"]:
        if form["code"] == code:
            return dict(form)
    raise KeyError(code)


def list_titles(document: Mapping[str, Any]) -> dict[str, Text]:
    """The title of every item by its key `form:item`, and of every node by its code."""
    titles: dict[str, Text] = {
        f"{form['code']}:{item['code']}": item["title"]
        for form in document["forms"]
        for item in form["items"]
    }
    titles |= {
        str(node["code"]): node["title"]
        for node in walk(document["index"])
        if "code" in node and "title" in node
    }
    return titles


def walk(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The node and all below it, parents first."""
    yield node
    for child in node.get("children", ()):
        yield from walk(child)


def _make_item(form: Mapping[str, Any], raw: Mapping[str, Any]) -> ItemText:
    of_government = "government" if form["role"] == "government" else "unit"
    return ItemText(
        form=str(form["code"]),
        code=str(raw["code"]),
        title=raw["title"],
        kind=str(raw["kind"]),
        is_conditional="when" in raw,
        of_government=raw.get("scope", of_government) == "government",
        raw=raw,
    )
