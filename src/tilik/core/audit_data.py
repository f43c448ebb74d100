"""Words, rules and findings of the report audit as plain data, to cross into another process."""

from collections.abc import Mapping
from typing import Any

from tilik.core.audit import (
    Band,
    Combination,
    Finding,
    Place,
    Rules,
    SurveyReport,
    UnitScale,
    Weight,
)
from tilik.core.audit_lexicon import Lexicon, Phrase, Scale
from tilik.core.numbers import fraction

Data = Mapping[str, Any]


def make_lexicon(data: Data) -> Lexicon:
    """The words by which figures are found, of the data file's own."""
    return Lexicon(
        elements={code: tuple(names) for code, names in data["elements"].items()},
        grade_names=tuple(data["grade_names"]),
        columns={role: tuple(patterns) for role, patterns in data["columns"].items()},
        lines={kind: tuple(patterns) for kind, patterns in data["lines"].items()},
        profiles=tuple(data["profiles"]),
        done=tuple(data["done"]),
        not_done=tuple(data["not_done"]),
        said=data["said"],
        quoted=tuple(Phrase(**raw) for raw in data["quoted"]),
        scales=tuple(
            Scale(raw["code"], fraction(raw["lowest"]), fraction(raw["highest"]), raw["words"])
            for raw in data["scales"]
        ),
        unit_lines={kind: tuple(patterns) for kind, patterns in data["unit_lines"].items()},
        parts=tuple(data["parts"]),
    )


def make_rules(data: Data) -> Rules:
    """The bands of every scale, the lowest first: letter, name, lowest value and colour of each."""
    bands = {
        code: tuple(Band(letter, name, fraction(low), zone) for letter, name, low, zone in rows)
        for code, rows in data["bands"].items()
    }
    return Rules(bands, data["survey"], {raw["code"]: _make_scale(raw) for raw in data["scales"]})


def _make_scale(raw: Data) -> UnitScale:
    combined = [
        Combination(each["target"], {role: fraction(w) for role, w in each["parts"].items()})
        for each in raw.get("combined", ())
    ]
    times = fraction(raw.get("times", 1))
    return UnitScale(fraction(raw["lowest"]), fraction(raw["highest"]), times, tuple(combined))


def count_read(report: SurveyReport) -> dict[str, int]:
    """How much of each kind was found to be held against the rest."""
    return {
        "tables": len(report.tables),
        "statements": len(report.statements),
        "profiles": len(report.profiles),
        "units": len(report.units),
    }


def write_finding(finding: Finding) -> dict[str, Any]:
    """The finding as plain data."""
    place = finding.place
    return {
        "kind": finding.kind,
        "code": finding.code,
        "weight": str(finding.weight),
        "page": place.page,
        "cell": place.cell,
        "box": [round(float(edge), 1) for edge in place.box] if place.box else None,
        "found": finding.found,
        "expected": finding.expected,
        "facts": dict(finding.facts),
        "paths": list(finding.paths),
    }


def read_finding(data: Data) -> Finding:
    """The finding as `write_finding` wrote it."""
    box = data["box"]
    place = Place(data["page"], data["cell"], (box[0], box[1], box[2], box[3]) if box else None)
    return Finding(
        data["kind"], data["code"], Weight(data["weight"]), place, data["found"],
        data["expected"], data["facts"], tuple(data["paths"]),
    )  # fmt: skip
