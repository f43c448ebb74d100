"""Published figures: brought in once, unknown is not zero, contradictions point at each other."""

from pathlib import Path

import pytest

from tests.world import World, count_events, make_government, make_world
from tilik.actions.published import import_figures
from tilik.core.errors import InvalidInput, PermissionDenied
from tilik.records.models import PublishedFigure, Result
from tilik.records.queries.published import list_figures, list_of_unit, list_of_units, list_years

pytestmark = pytest.mark.django_db
HEAD = "entity,level,year,measure,kind,scheme,value,grade,zone,opinion,rank,rank_of,conflict,source,note"
PUBLISHED = Path(__file__).parents[1] / "fixtures" / "published.csv"


def write(folder: Path, *lines: str) -> Path:
    """A table with these lines under the usual head."""
    path = folder / "published.csv"
    path.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
    return path


def bring(path: Path) -> tuple[int, int, int]:
    """Added, changed and same."""
    done = import_figures(by=None, government=None, path=path)
    return done.added, done.changed, done.same


def test_the_projects_own_table_is_brought_in_once() -> None:
    lines = len(PUBLISHED.read_text(encoding="utf-8").splitlines()) - 1
    assert bring(PUBLISHED) == (lines, 0, 0)
    assert bring(PUBLISHED) == (0, 0, lines)
    assert not Result.objects.exists()


def test_what_was_not_published_has_no_value(tmp_path: Path) -> None:
    bring(write(tmp_path, "A,kabupaten,2018,ombudsman,final,,,,merah,,,,,x,"))
    figure = PublishedFigure.objects.get()
    assert (figure.value, figure.rank, figure.zone) == (None, None, "merah")


def test_a_value_keeps_its_printed_decimals(tmp_path: Path) -> None:
    bring(write(tmp_path, 'A,,2018,m,final,,"78,30",,,,,,,x,', "B,,2018,m,final,,4.010,,,,,,,x,"))
    assert set(PublishedFigure.objects.values_list("value", flat=True)) == {"78.30", "4.010"}


def test_a_corrected_line_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    bring(write(tmp_path, "A,,2018,m,final,,70,,,,,,,x,"))
    assert bring(write(tmp_path, "A,,2018,m,final,,71,,,,,,,x,")) == (0, 1, 0)
    assert PublishedFigure.objects.get().value == "71"
    assert (count_events("published.add"), count_events("published.change")) == (1, 1)


def test_a_source_may_contradict_itself_and_another(tmp_path: Path) -> None:
    lines = [f"A,,2018,m,final,,{value},,,,,,yes,{source}," for value, source in
             (("70", "x"), ("71", "x"), ("70", "y"))]  # fmt: skip
    path = write(tmp_path, *lines, "A,,2019,m,final,,70,,,,,,,x,")
    assert bring(path) == (4, 0, 0)
    first, second, third, alone = PublishedFigure.objects.order_by("pk")
    assert (first.n, second.n) == (1, 2)
    assert first.conflicts_with == third.conflicts_with == second
    assert second.conflicts_with == first
    assert alone.conflicts_with is None
    assert bring(path) == (0, 0, 4)


def test_every_bad_cell_is_named_and_nothing_is_kept(tmp_path: Path) -> None:
    path = write(
        tmp_path, "A,,dua,m,,,x,,,,enam,,,s,", "B,,2018,m,,,1,,,,,,,s,", "C,,2018,m,,,1,,,,,,,,"
    )
    with pytest.raises(InvalidInput) as refused:
        bring(path)
    assert [(fault.code, fault.facts["cell"]) for fault in refused.value.faults] == [
        ("bad-value", "C2"),
        ("bad-value", "K2"),
        ("bad-value", "G2"),
        ("source-missing", "N4"),
    ]
    assert not PublishedFigure.objects.exists()


@pytest.mark.parametrize("content", ["", "entity,year,value\nA,2024,1\n"])
def test_a_table_without_its_columns_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInput, match="no-columns"):
        bring(path)


def test_a_published_mean_is_a_figure_and_not_a_sum_of_the_lines_above(tmp_path: Path) -> None:
    assert bring(write(tmp_path, "Rata-rata,,2024,m,mean,,70,,,,,,,x,")) == (1, 0, 0)


def test_figures_find_their_government_and_unit(tmp_path: Path) -> None:
    world: World = make_world()
    make_government("64.00", "Provinsi Contoh")
    path = write(
        tmp_path,
        f"{world.government.name},,2024,m,final,,1,,,,,,,x,",
        f"{world.school.name},,2024,m,final,,2,,,,,,,x,",
        f"{world.school.name},,2023,k,final,,3,,,,,,,x,",
    )
    import_figures(by=world.admin, government=world.government, path=path)
    assert [f.value for f in list_of_units(world.government, measure="m")] == ["2"]
    assert [f.value for f in list_of_unit(world.school)] == ["2", "3"]
    assert list_figures(entity=world.government.name)[0].government == world.government
    assert [f.value for f in list_figures(measure="m", year=2024)] == ["1", "2"]
    assert list_years("m") == [2024]
    with pytest.raises(PermissionDenied):
        import_figures(by=world.leader, government=world.government, path=path)
