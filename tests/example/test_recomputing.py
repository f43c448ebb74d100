"""Whoever has the answers of a round in a table comes to the results that are stored of it."""

import csv
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.latest import list_latest
from tilik.actions.results import compute
from tilik.core.document import build
from tilik.library.answers import read_answers
from tilik.library.load import load
from tilik.library.score_file import score_data, verify
from tilik.records.models import Answer, Response, Result, Round, RoundUnit

pytestmark = pytest.mark.django_db
Rounds = dict[str, Round]
HEAD = ("unit", "form", "respondent", "item", "value", "service", "evaluator", "stage")
ROUNDS = ("pekppp-2022/2026", "pekppp-2022/2025", "ombudsman-2026/2026")


def as_text(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)


def list_rows(round: Round) -> list[tuple[str, ...]]:
    """Every answer of the round as somebody would type it into a table."""
    standing = Answer.objects.filter(sheet__round=round, is_filled=True).select_related(
        "sheet__unit", "sheet__service", "revision"
    )
    rows = [
        (
            a.sheet.unit.code if a.sheet.unit else "",
            a.sheet.form,
            "",
            a.item,
            "TB" if a.revision.absence else as_text(a.revision.value),
            a.sheet.service.code if a.sheet.service else "",
            str(a.sheet.seat_id or ""),
            a.sheet.stage,
        )
        for a in standing
    ]
    responses = Response.objects.filter(
        campaign__round=round, excluded_at__isnull=True
    ).select_related("campaign__unit")
    rows += [
        (r.campaign.unit.code, r.campaign.form, str(r.pk), item, str(value), "", "", "")
        for r in responses
        for item, value in r.answers.items()
    ]
    return rows


def score_again(round: Round, folder: Path) -> dict[str, Any]:
    """The score file of the round's answers after a trip through a CSV."""
    path = folder / "jawaban.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEAD, *list_rows(round)])
    version = round.instrument_version
    loaded = load(f"{version.code}@{version.version}")
    instrument = build(loaded.document, round.variant, round.period_end.year)
    answers = read_answers(path, loaded.document, instrument).answers
    return score_data(loaded, answers, variant=round.variant, year=round.period_end.year)


def get_exact(result: Result) -> str | None:
    return None if result.numerator is None else f"{result.numerator}/{result.denominator}"


@pytest.mark.parametrize("key", ROUNDS)
def test_a_table_of_the_answers_scores_as_what_is_stored(
    key: str, example: Rounds, tmp_path: Path
) -> None:
    round = example[key]
    data = score_again(round, tmp_path)
    variant = data["variant"]
    stored = {
        row.unit.code if row.unit else "": row
        for row in list_latest(round, basis="final", variant=variant)
        if row.scope in ("unit", "government")
    }
    scored = {unit["unit"]: unit for unit in data["units"]} | {"": data["government"]}
    assert set(stored) == {
        "",
        *RoundUnit.objects.filter(round=round).values_list("unit__code", flat=True),
    }
    for code, unit in scored.items():
        row = stored[code]
        assert (get_exact(row), row.rounded) == (unit["exact"], unit["rounded"]), code
        assert row.status == unit["status"]
        grades = unit.get("grades") or [g for g in [unit.get("grade")] if g]
        assert [g["grade"] for g in row.grades] == grades
    missing = set(stored) - set(scored)
    assert all(stored[code].numerator is None for code in missing)
    assert verify(data) is None


def test_the_tree_of_a_unit_is_the_one_the_table_gives(example: Rounds, tmp_path: Path) -> None:
    round = example[ROUNDS[0]]
    data = score_again(round, tmp_path)
    for row in list_latest(round, basis="final", variant=data["variant"], scope="unit"):
        tree = next(u["tree"] for u in data["units"] if row.unit and u["unit"] == row.unit.code)
        assert Result.objects.get(pk=row.pk).read_tree() == tree


@pytest.mark.parametrize("key", ROUNDS)
def test_computing_the_example_again_stores_nothing(key: str, example: Rounds) -> None:
    assert compute(round=example[key], by=None, at=timezone.now()) == 0
