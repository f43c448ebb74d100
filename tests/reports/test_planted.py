"""Made-up reports in ten layouts: each planted kind found, nothing found in sound ones.

Layouts for tuning and for reporting are apart, and so are the seeds. The sentences of both come
from one hand: published reports word things in more ways.
"""

import pytest

from tests.reports.layouts import LAYOUTS, list_layouts
from tests.reports.reading import find_contradictions
from tests.reports.truth import PLANTERS, make_sound, plant

TUNING, REPORTING = 1, 11
WAYS = [
    *[pytest.param(name, TUNING, id=f"tuning-{name}") for name in list_layouts(reporting=False)],
    *[pytest.param(name, REPORTING, id=f"rep-{name}") for name in list_layouts(reporting=True)],
]


@pytest.mark.parametrize(("layout", "seed"), WAYS)
def test_a_sound_report_has_no_contradiction(layout: str, seed: int) -> None:
    for each in (seed, seed + 1):
        assert not find_contradictions(LAYOUTS[layout](make_sound(each)))


@pytest.mark.parametrize(("layout", "seed"), WAYS)
def test_each_of_the_thirteen_kinds_is_found_where_it_was_planted(layout: str, seed: int) -> None:
    report, write = make_sound(seed), LAYOUTS[layout]
    missed = [
        kind
        for kind in PLANTERS
        if kind not in {f.kind for f in find_contradictions(write(plant(report, kind)))}
    ]
    assert not missed
