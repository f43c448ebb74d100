"""What comes in by a pack is what is typed in: export, fill, import, for anything that is filled in.

In a file of its own: a class of tests closes the connection that rows of a module would stand on.
"""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.actions.packs import fill_pack
from tests.actions.test_documents import Desk
from tests.world import give, make_world
from tilik.actions.pack_import import import_pack
from tilik.actions.packs import make_pack
from tilik.actions.sheets import open_sheet
from tilik.records.models import Answer, RoundUnit


@pytest.fixture(autouse=True)
def _folder(request: Any, tmp_path: Path) -> None:
    request.getfixturevalue("settings").MEDIA_ROOT = tmp_path


YES_NO = st.sampled_from(["ya", "tidak", None])
NUMBER = st.one_of(
    st.none(), st.integers(0, 10**6).map(str), st.decimals(0, 9999, places=2).map(str)
)
TICKS = st.one_of(st.none(), st.lists(st.sampled_from(["papan", "situs"]), unique=True))
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=30)


class Packed(TestCase):
    """Each example begins with an empty database."""

    @settings(max_examples=20)
    @given(one=YES_NO, two=NUMBER, three=TICKS, note=WORDS)
    def test_what_comes_in_by_pack_is_what_is_typed_in(
        self, one: str | None, two: str | None, three: list[str] | None, note: str
    ) -> None:
        desk = Desk(make_world())
        typed = open_sheet(by=desk.world.admin, round=desk.round, unit=desk.world.clinic, form="K")
        for item, value in (("1", one), ("2", two), ("3", three)):
            if value is not None:
                give(typed, desk.world.admin, item, value, note=note if item == "1" else "")
        cells: dict[str, Any] = {"K:1": {"ya": "Ya", "tidak": "Tidak"}.get(one or ""), "K:2": two}
        if three is not None:
            cells |= {
                f"K:3#{code}": "ya" if code in three else "tidak" for code in ("papan", "situs")
            }
        row = RoundUnit.objects.get(round=desk.round, unit=desk.world.school)
        pack = make_pack(by=desk.world.operator, row=row)[1]
        import_pack(
            by=desk.world.operator,
            row=row,
            content=fill_pack(pack, cells, {"K:1": note}),
            apply=True,
        )
        stored = {
            unit: {
                answer.item: (answer.revision.value, answer.revision.note)
                for answer in Answer.objects.filter(sheet__unit=unit).select_related("revision")
            }
            for unit in (desk.world.school, desk.world.clinic)
        }
        assert _even(stored[desk.world.school]) == _even(stored[desk.world.clinic])


def _even(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers, numbers by their worth: 2.50 is 2.5."""
    return {
        item: (float(value) if item == "2" else value, note)
        for item, (value, note) in answers.items()
    }
