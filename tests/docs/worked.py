"""The worked tables of the explanation, recomputed from the shipped instruments.

`DJANGO_SETTINGS_MODULE=tests.settings python -m tests.docs.worked` writes them anew, as they come
out today.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from tests.docs.audited import audit_kinds, audit_paths, audit_samples
from tilik.core.answers import Answer, counted
from tilik.core.document import build
from tilik.core.export import tree_data
from tilik.core.grading import grade_within
from tilik.core.instrument import Gap, Instrument
from tilik.core.numbers import decimal_text, round_half_up
from tilik.core.results import Result, score_government, score_unit
from tilik.library.load import load, versions
from tilik.library.score_file import verify

FOLDER = Path(__file__).parents[2] / "docs" / "explanation"
MARKED = re.compile(r"<!-- worked: ([a-z-]+) -->\n\n((?:\|.*\n)+)")

Table = list[list[str]]
Levels = Mapping[str, "int | Gap | None"]

UNIT: Levels = dict(
    zip(
        map(str, range(1, 31)),
        (4, 3, 3, 4, 5, 4, 3, 3, 2, 4, 4, 3, 4, 5, 3, 4, 4, 2, 4, 4, 4, 3, 4, 3, 3, 3, 4, 4, 3, 3),
        strict=True,
    )
)
USERS = ((4, 4, 5, 4, 4, 3, 4, 4, 4, 3, 4, 4, 4, 5), (5, 4, 4, 3, 4, 4, 4, 2, 3, 3, 4, 4, 4, 4))
ELEMENTS = ("3.35", "3.20", "3.05", "3.80", "3.25", "3.40", "3.45", "3.60", "2.95")


def dec(value: Fraction | None, decimals: int = 4) -> str:
    """The number the Indonesian way, or a dash where there is none."""
    return "–" if value is None else decimal_text(value, decimals).replace(".", ",")


@cache
def make(code: str, variant: str = "") -> Instrument:
    """The shipped instrument."""
    return build(get_document(code), variant, None)


@cache
def get_document(code: str) -> dict[str, Any]:
    """Its canonical document."""
    return next(load(entry).document for entry in versions() if entry.code == code)


def score(code: str, answers: list[Answer], variant: str = "") -> Result:
    """The result of one unit."""
    return score_unit(make(code, variant), counted(answers), "u")


def make_levels(levels: Levels) -> list[Answer]:
    """The evaluator's answers: a level, a gap, or (None) no answer at all."""
    return [
        Answer("u", "F-02A", item, gap=found)
        if isinstance(found, Gap)
        else Answer("u", "F-02A", item, Fraction(found))
        for item, found in levels.items()
        if found is not None
    ]


def make_users() -> list[Answer]:
    """The answers of the two users."""
    return [
        Answer("u", "F-03A", str(item), Fraction(value), respondent=str(person))
        for person, row in enumerate(USERS)
        for item, value in enumerate(row, 1)
    ]


def find_nodes(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The node and all below it."""
    yield tree
    for child in tree.get("children", ()):
        yield from find_nodes(child)


def get_node(result: Result, code: str) -> Mapping[str, Any]:
    """The node of a result with that code."""
    return next(node for node in find_nodes(tree_data(result.tree)) if node["code"] == code)


def exact(found: Mapping[str, str] | None) -> Fraction | None:
    """The exact value of a number in a tree."""
    return None if found is None else Fraction(found["exact"])


def show_grades(result: Result) -> str:
    """The one category, or all that are possible."""
    return ", ".join(band.grade for band in result.outcome.bands)


def list_titles(code: str) -> dict[str, str]:
    """The Indonesian titles of the nodes and items of an instrument."""
    document = get_document(code)
    titles = {
        f"{form['code']}:{item['code']}": item["title"]["id"]
        for form in document["forms"]
        for item in form["items"]
    }
    return titles | {
        node["code"]: node["title"]["id"]
        for node in find_nodes(document["index"])
        if "code" in node and "title" in node
    }


# ---- the tables --------------------------------------------------------------


def aspect() -> Table:
    """The first aspect of an evaluator's sheet, indicator by indicator."""
    titles = list_titles("pekppp-2022")
    node = get_node(score("pekppp-2022", make_levels(UNIT)), "f02a.a")
    rows = [
        [
            child["item"].split(":")[1],
            titles[child["item"]],
            dec(exact(child["value"]), 0),
            dec((exact(child["weight"]) or Fraction(0)) * 100, 0),
            dec(exact(child["contribution"])),
        ]
        for child in node["children"]
    ]
    total = ["", f"**{titles[node['code']]}**", "", "100", f"**{dec(exact(node['value']))}**"]
    return [["No.", "Indikator", "Level", "Bobot %", "Sumbangan"], *rows, total]


def index() -> Table:
    """The six aspects, both forms and the index."""
    titles = list_titles("pekppp-2022")
    result = score("pekppp-2022", [*make_levels(UNIT), *make_users()])
    aspects = get_node(result, "f02a")["children"]
    parts = [get_node(result, code) for code in ("f02", "f03")]
    rows = [_part(titles, node) for node in [*aspects, *parts]]
    outcome = result.outcome
    value = f"**{dec(outcome.value)}** → {dec(outcome.rounded, 2)}: {show_grades(result)}"
    return [["Bagian", "Nilai", "Bobot %", "Sumbangan"], *rows, ["**IPP**", value, "", ""]]


def _part(titles: Mapping[str, str], node: Mapping[str, Any]) -> list[str]:
    weight = exact(node["weight"]) or Fraction(0)
    numbers = (exact(node["value"]), weight * 100, exact(node["contribution"]))
    value, percent, contribution = numbers
    return [titles[node["code"]], dec(value), dec(percent, 0), dec(contribution)]


def rounding() -> Table:
    """Values beside the line between two categories."""
    instrument = make("pekppp-2022")
    scale = instrument.scale_of("unit")
    assert scale is not None
    rows = []
    for text in ("3.5049", "3.505", "4.005", "4.5049", "4.505"):
        value = Fraction(text)
        rounded = round_half_up(value, instrument.decimals)
        band = grade_within(scale, value).band
        rows.append([dec(value), dec(rounded, 2), f"{band.grade} ({band.name['id']})"])
    return [["Nilai", "Dibulatkan", "Kategori"], *rows]


def government() -> Table:
    """Three units and their government, from unrounded values."""
    instrument = make("pekppp-2022")
    shifts = {"Unit 1": {}, "Unit 2": {"3": 5, "8": 5, "9": 5}, "Unit 3": {"9": None}}
    results = []
    rows = []
    for name, changes in shifts.items():
        result = score("pekppp-2022", [*make_levels({**UNIT, **changes}), *make_users()])
        result.unit = name
        results.append(result)
        rows.append([name, *_outcome(result.outcome)])
    rolled = score_government(instrument, results)
    assert rolled is not None
    return [
        ["", "Nilai", "Rentang", "Kategori yang mungkin", "Tanda"],
        *rows,
        ["**Pemerintah daerah**", *_outcome(rolled.outcome)],
    ]


def _outcome(outcome: Any) -> list[str]:
    grades = ", ".join(band.grade for band in outcome.bands)
    span = f"{dec(outcome.low, 2)}–{dec(outcome.high, 2)}"
    status = ", ".join(sorted(outcome.status)) or "–"
    return [dec(outcome.value, 4), span if outcome.low < outcome.high else "–", grades, status]


def survey() -> Table:
    """Nine means of the satisfaction survey and the index."""
    titles = list_titles("skm-2017")
    result = score("skm-2017", make_survey())
    leaves = [n for n in find_nodes(tree_data(result.tree)) if n.get("item")]
    rows = [
        [
            leaf["item"].split(":")[1],
            titles[leaf["item"]],
            dec(Fraction(mean), 2),
            dec(exact(leaf["contribution"])),
        ]
        for leaf, mean in zip(leaves, ELEMENTS, strict=True)
    ]
    outcome = result.outcome
    value = f"**{dec(outcome.value)}** → {dec(outcome.rounded, 2)}: {show_grades(result)}"
    return [["Unsur", "Nama", "Rata-rata", "Sumbangan"], *rows, ["", "**IKM**", "", value]]


def make_survey() -> list[Answer]:
    """Twenty respondents whose answers have the means of the elements."""
    form = next(iter(make("skm-2017").forms))
    answers = []
    for n, mean in enumerate(ELEMENTS, 1):
        total = int(Fraction(mean) * 20)
        low, more = divmod(total, 20)
        for person in range(20):
            value = Fraction(low + (person < more))
            answers.append(Answer("u", form, f"U{n}", value, respondent=str(person)))
    return answers


def absence() -> Table:
    """One item of a sheet in each of the states it can be in."""
    states: dict[str, int | Gap | None] = {
        "level 3": 3,
        "level 0": 0,
        "belum dijawab": None,
        "belum dicek": Gap.NOT_CHECKED,
        "tidak berlaku": Gap.NOT_APPLICABLE,
    }
    rows = []
    for name, state in states.items():
        result = score("pekppp-2022", [*make_levels({**UNIT, "8": state}), *make_users()])
        rows.append([name, *_outcome(result.outcome)])
    return [
        ["Nomor 8", "IPP", "Rentang", "Kategori yang mungkin", "Tanda"],
        *rows,
        ["F-03 belum ada", *_outcome(score("pekppp-2022", make_levels(UNIT)).outcome)],
    ]


def variants() -> Table:
    """The same answers under each named variant."""
    answers = [*make_levels(UNIT), *make_users()]
    rows = []
    for name in ("f03-flat-mean", "f03-aspect-means", "plain-aspect-mean"):
        result = score("pekppp-2022", answers, name)
        outcome = result.outcome
        rows.append([f"`{name}`", dec(outcome.value), dec(outcome.rounded, 2), show_grades(result)])
    return [["Varian", "Nilai", "Dibulatkan", "Kategori"], *rows]


def survey_variants() -> Table:
    """The survey under each of its variants."""
    rows = []
    for name in ("exact", "w0111", "w011", "unrounded-index"):
        result = score("skm-2017", make_survey(), name)
        outcome = result.outcome
        rows.append([f"`{name}`", dec(outcome.value), dec(outcome.rounded, 2), show_grades(result)])
    return [["Varian", "IKM", "Dibulatkan", "Mutu"], *rows]


def marks() -> Table:
    """How many figures of each instrument bear which mark."""
    words = ("confirmed", "conflicting", "inferred", "unknown")
    rows = []
    for entry in versions():
        found = Counter(_find_marks(load(entry).document))
        rows.append([f"`{entry.code}`", *(str(found[word]) for word in words)])
    head = ["Instrumen", "pasti", "bertentangan", "turunan", "tidak diketahui"]
    return [head, *rows]


def _find_marks(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if "mark" in data:
            yield str(data["mark"])
        data = list(data.values())
    if isinstance(data, list):
        for part in data:
            yield from _find_marks(part)


def estimate() -> Table:
    """A unit whose inner weights nobody published: equal weights, and the exact range."""
    items = [i for i in make("ombudsman-2022").items.values() if i.scale and not i.of_government]
    rows = []
    for name, values in (("semua butir 3", (3, 3)), ("bergantian 4 dan 1", (4, 1))):
        answers = [
            Answer("u", item.key.form, item.key.item, Fraction(values[n % 2]))
            for n, item in enumerate(items)
            if item.scale and item.scale.high == 4
        ]
        rows.append([name, *_outcome(score("ombudsman-2022", answers).outcome)])
    return [["Jawaban", "Perkiraan", "Rentang", "Kategori yang mungkin", "Tanda"], *rows]


def tampering() -> Table:
    """What was changed in a frozen round, and the first difference that verifying names."""
    import django

    django.setup()  # the instrument of that file stands beside helpers that know the database
    from tests.library.test_freeze_file import make as make_frozen

    changes: Mapping[str, Callable[[Any], Any]] = {
        "jawaban yang ditetapkan, dari 5 ke 1": lambda d: d["answers"][8].update(value="1/1"),
        "angka yang tampil pada hasil": lambda d: d["results"]["final"]["biasa"][
            "unit sekolah"
        ].update(rounded="4.99"),
        "judul instrumen": lambda d: d["instrument"]["document"]["title"].update(id="Lain"),
        "waktu pembekuan": lambda d: d.update(frozen_at="2025-01-01"),
    }
    rows = [["Yang diubah", "Beda pertama"]]
    for words, change in changes.items():
        data = make_frozen()
        change(data)
        hit = verify(data)
        rows.append([words, f"`{hit[0]}`" if hit else "–"])
    return rows


TABLES: Mapping[str, Callable[[], Table]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        *(aspect, index, rounding, government, survey),
        *(absence, variants, survey_variants, marks, estimate, tampering),
        *(audit_kinds, audit_paths, audit_samples),
    )
}


def rewrite(page: str) -> str:
    """The page with each of its marked tables as it comes out today."""
    return MARKED.sub(lambda found: f"<!-- worked: {found[1]} -->\n\n{_draw(found[1])}", page)


def _draw(name: str) -> str:
    head, *rows = TABLES[name]()
    cells = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.md")):
        path.write_text(rewrite(path.read_text(encoding="utf-8")), encoding="utf-8")
