"""Small reports for the audit: figures as printed, tables of nine elements."""

from dataclasses import replace
from fractions import Fraction

from tilik.core.audit import (
    NOWHERE,
    Band,
    ElementRow,
    ElementTable,
    Figure,
    Finding,
    Place,
    Rules,
    SurveyReport,
    UnitScale,
)
from tilik.core.audit_contents import audit

RULES = Rules(
    {
        "survey": (
            Band("D", "Tidak Baik", Fraction(25)),
            Band("C", "Kurang Baik", Fraction(65)),
            Band("B", "Baik", Fraction("76.61")),
            Band("A", "Sangat Baik", Fraction("88.31")),
        ),
        "units": (Band("C", "C", Fraction(0)), Band("B", "B", Fraction(3))),
    },
    "survey",
    {
        "survey": UnitScale(Fraction(25), Fraction(100)),
        "units": UnitScale(Fraction(0), Fraction(5)),
    },
)
MEANS = ("3.10", "3.20", "3.30", "3.40", "3.50", "3.60", "3.70", "3.80", "3.90")
CODES = [f"U{n}" for n in range(1, 10)]


def figure(text: str, page: int = 1) -> Figure:
    decimals = len(text.partition(".")[2])
    return Figure(Fraction(text), Fraction(1, 10**decimals), text, Place(page))


def rows(means: tuple[str, ...] = MEANS) -> tuple[ElementRow, ...]:
    return tuple(
        ElementRow(code, NOWHERE, mean=figure(mean))
        for code, mean in zip(CODES, means, strict=True)
    )


def counted(*counts: tuple[int, int, int, int]) -> tuple[ElementRow, ...]:
    return tuple(
        ElementRow(code, NOWHERE, counts=each) for code, each in zip(CODES, counts, strict=False)
    )


def find(report: SurveyReport) -> list[Finding]:
    return audit(report, RULES)


def codes(report: SurveyReport) -> list[str]:
    return [finding.code for finding in find(report)]


def table(means: tuple[str, ...] = MEANS, **more: object) -> SurveyReport:
    made = ElementTable(rows(means))
    return SurveyReport(tables=(replace(made, **more),))  # type: ignore[arg-type]
