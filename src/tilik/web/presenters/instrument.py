"""An instrument as its reader sees it: tree with weights, forms, variants, categories, lokus."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tilik.core.document import node_code
from tilik.records.models import InstrumentVersion
from tilik.records.queries.documents import list_titles, walk
from tilik.web.numbers import format_day, format_number, format_percent
from tilik.web.presenters.provenance import Mark, get_mark, list_sources
from tilik.web.presenters.published import get_zone_word
from tilik.web.presenters.texts import say, say_all

Document = Mapping[str, Any]
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Line:
    """A node of the tree: its words, its weight with its mark, the page of its item.

    `n_alike` items of one form that weigh alike, or unknown, are counted, not listed.
    """

    code: str
    title: str
    weight: str
    mark: Mark | None
    form: str = ""
    item: str = ""
    asides: tuple[str, ...] = ()
    n_alike: int = 0
    children: tuple["Line", ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One way to compute on an axis; the default is marked."""

    code: str
    title: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """What is computed in several ways, and why."""

    title: str
    why: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A category: from and to as printed, its mark, its name and zone."""

    low: str
    high: str
    grade: str
    name: str
    zone: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class GradeTable:
    """One scale of categories, with where it holds."""

    title: str
    asides: tuple[str, ...]
    rows: tuple[GradeRow, ...]
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form: who fills it in and how it enters."""

    code: str
    title: str
    filled_by: str
    enters: str
    n: int
    first: str


@dataclass(frozen=True, slots=True)
class Lokus:
    """Which kinds of units were assessed in which years."""

    years: str
    scheme: str
    level: str
    kinds: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Reader:
    """An instrument as a page."""

    code: str
    title: str
    finding: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    mark: Mark
    tree: tuple[Line, ...]
    forms: tuple[FormRow, ...]
    axes: tuple[Axis, ...]
    aliases: tuple[tuple[str, str], ...]
    grades: tuple[GradeTable, ...]
    rollup: tuple[str, Mark] | None
    lokus: tuple[Lokus, ...]
    notes: tuple[str, ...]
    erratum: str
    n_cases: int
    sources: tuple[Any, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Card:
    """An instrument in the list of all."""

    code: str
    title: str
    regulation: str
    years: str
    finding: str
    mark: Mark


def name_instrument(version: InstrumentVersion) -> str:
    """Title and version, as people call it; its code is for files and commands."""
    named = {"title": say(version.document["title"]), "n": version.version}
    return _("%(title)s, version %(n)s") % named


def make_card(version: InstrumentVersion) -> Card:
    """The instrument in a few words."""
    document = version.document
    return Card(
        version.code,
        say(document["title"]),
        say(document["regulation"]),
        span(document["years"]),
        make_finding(document),
        get_mark(document, {}, ""),
    )


def make_reader(version: InstrumentVersion) -> Reader:
    """The whole instrument, without what the pages of its items hold."""
    document = version.document
    rollup = document.get("rollup")
    return Reader(
        code=version.code,
        title=say(document["title"]),
        finding=make_finding(document),
        summary=say(document.get("summary")),
        facts=tuple(_list_facts(version)),
        mark=get_mark(document, {}, ""),
        tree=_make_line(document, document["index"], list_titles(document)).children,
        forms=tuple(_make_form(form) for form in document["forms"]),
        axes=tuple(_make_axis(axis) for axis in document["axes"]),
        aliases=tuple(
            (name, spelled or _("as computed by default"))
            for name, spelled in document["aliases"].items()
        ),
        grades=tuple(make_grades(document, scale) for scale in document["grades"]),
        rollup=(say(rollup["title"]), get_mark(document, rollup, "method")) if rollup else None,
        lokus=tuple(_make_lokus(document, row) for row in document["lokus"]),
        notes=say_all(document["notes"]),
        erratum=say(document["erratum_policy"]),
        n_cases=len(version.cases),
        sources=tuple(list_sources(document)),
    )


def make_finding(document: Document) -> str:
    """What decides the index, in one sentence: its parts with their weights."""
    parts = [
        f"{format_percent(child['weight'])} {say(child['title'])}"
        for child in document["index"].get("children", ())
        if child.get("weight") not in (None, UNKNOWN) and "title" in child
    ]
    if 0 < len(parts) <= 4:
        return " + ".join(parts)
    n = sum("item" in node and node.get("scored", True) for node in walk(document["index"]))
    return _("%(n)s items make the score") % {"n": n}


def span(years: list[Any]) -> str:
    """First and last year; open-ended where the last is not known."""
    first, last = years
    if last is None:
        return _("from %(year)s") % {"year": first}
    return str(first) if first == last else f"{first}–{last}"


def _list_facts(version: InstrumentVersion) -> Iterator[tuple[str, str]]:
    document = version.document
    yield _("Basis in law"), say(document["regulation"])
    yield _("Valid"), span(document["years"])
    yield _("Version"), f"{version.version} · sha256 {version.sha256[:12]}…"
    yield _("Written by"), ", ".join(document["authored_by"])
    yield _("Checked by"), ", ".join(document["checked_by"]) or _("nobody yet")
    yield _("Next review"), format_day(date.fromisoformat(str(document["next_review"])))


def _make_line(document: Document, node: Document, titles: Mapping[str, Any]) -> Line:
    code = node_code(node)
    form, _colon, item = str(node.get("item", "")).partition(":")
    weight = node.get("weight")
    shown = "" if weight is None else _("unknown") if weight == UNKNOWN else format_percent(weight)
    children = node.get("children", ())
    alike = all("item" in child and _is_plain(child) for child in children)
    return Line(
        code=item or code,
        title=say(node.get("title")) or say(titles.get(code)),
        weight=shown,
        mark=get_mark(document, node, "weight") if weight is not None else None,
        form=form or (str(children[0]["item"]).partition(":")[0] if children and alike else ""),
        item=item,
        asides=tuple(_list_asides(node)),
        n_alike=len(children) if alike else 0,
        children=() if alike else tuple(_make_line(document, child, titles) for child in children),
    )


def _is_plain(child: Document) -> bool:
    """Whether the tree has nothing to say of an item: it weighs as much as its neighbours, or unknown."""
    return child.get("weight") in (None, UNKNOWN) and child.get("scored", True)


def _list_asides(node: Document) -> Iterator[str]:
    if not node.get("scored", True):
        yield _("outside the sum")
    if node.get("weighting") == "plain":
        yield _("plain mean")
    if node.get("combine", "mean") != "mean":
        yield get_combine_word(str(node["combine"]))
    if "of" in node:
        yield _("weight is a share of %(part)s") % {"part": node["of"]}
    if not node.get("complete", True):
        yield _("some of its items are not known")
    if node.get("years"):
        yield span(node["years"])


def get_combine_word(combine: str) -> str:
    """How a part is made of its parts, in words."""
    return {
        "mean": _("weighted mean"),
        "pool": _("mean of all answers of all respondents"),
        "respondent-means": _("mean of each respondent's means"),
        "pick": _("the form that fits the unit"),
        "best": _("the best of the alternatives"),
    }[combine]


def _make_form(form: Document) -> FormRow:
    items = form["items"]
    return FormRow(
        str(form["code"]),
        say(form["title"]),
        say(form.get("filled_by")),
        say(form.get("enters")),
        len(items),
        str(items[0]["code"]) if items else "",
    )


def _make_axis(axis: Document) -> Axis:
    options = tuple(
        Option(o["code"], say(o["title"]), o["code"] == axis["default"]) for o in axis["options"]
    )
    return Axis(say(axis["title"]), say(axis.get("why")), options)


def make_grades(document: Document, scale: Document) -> GradeTable:
    """A scale of categories, highest first, with bounds as they are compared."""
    bands = scale["bands"]
    above = [_("below %(n)s") % {"n": format_number(band["from"])} for band in bands[1:]]
    highs = [*above, format_number(scale["to"])]
    rows = [
        GradeRow(
            format_number(band["from"]),
            high,
            str(band["grade"]),
            say(band["name"]),
            _zone(band),
            get_mark(document, band, "from", (scale, "bands")),
        )
        for band, high in zip(bands, highs, strict=True)
    ]
    asides = [span(scale["years"])] if scale.get("years") else []
    if scale.get("scope", "both") != "both":
        asides.append(_("units") if scale["scope"] == "unit" else _("governments"))
    suffix = say(scale["suffix"]["text"]) if scale.get("suffix") else ""
    return GradeTable(say(scale["title"]), tuple(asides), tuple(reversed(rows)), suffix)


def _zone(band: Document) -> str:
    zone = band.get("zone")
    return say(zone) if isinstance(zone, Mapping) else get_zone_word(str(zone or ""))


def _make_lokus(document: Document, row: Document) -> Lokus:
    kinds = ", ".join(str(kind).replace("-", " ") for kind in row["kinds"])
    level = str(row.get("level", ""))
    return Lokus(
        span(row["years"]), str(row["scheme"]), level, kinds, get_mark(document, row, "kinds")
    )
