"""Results as files: computed again they are the same, and the first thing that is not is told."""

import json
from collections.abc import Iterator
from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.samples import number, sound, write
from tilik.core.answers import Answer
from tilik.core.errors import NotFound, UserError
from tilik.core.instrument import Gap
from tilik.core.ranking import Entry
from tilik.core.results import Part
from tilik.library.load import Loaded, load
from tilik.library.report import json_text
from tilik.library.score_file import rank_data, rollup_file, score_data, verify

CODE = "contoh"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the sample instrument in it."""
    found = tmp_path_factory.mktemp("instrumen")
    write(found, sound())
    return found


@pytest.fixture(scope="module")
def loaded(folder: Path) -> Loaded:
    return load(CODE, [folder])


def evaluated(unit: str, *levels: Any) -> list[Answer]:
    """The levels of a unit in the order of the items; None is not answered."""
    return [
        Answer(unit, "F-02", str(n), value=None if level is None else Fraction(level),
               gap=Gap.NOT_ANSWERED if level is None else None)
        for n, level in enumerate(levels, 1)
    ]  # fmt: skip


def asked(unit: str, *ratings: int) -> list[Answer]:
    """The ratings of a unit's respondents."""
    return [
        Answer(unit, "F-03", "1", value=Fraction(rating), respondent=str(n))
        for n, rating in enumerate(ratings, 1)
    ]


UNITS = st.dictionaries(
    st.sampled_from(["Disdik", "RSUD", "Dinsos"]),
    st.tuples(
        st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=3, max_size=3),
        st.lists(st.integers(0, 5), max_size=4),
    ),
    min_size=1,
)


def made_of(units: dict[str, Any]) -> list[Answer]:
    return [
        row
        for name, (levels, ratings) in units.items()
        for row in (*evaluated(name, *levels), *asked(name, *ratings))
    ]


def parsed(data: Any) -> Any:
    """The data as a reader of the file has them."""
    return json.loads(json_text(data))


# ---- computed again --------------------------------------------------------


@settings(max_examples=30)
@given(units=UNITS, variant=st.sampled_from(["", "biasa", "sama", "weights=plain"]))
def test_every_score_file_recomputes_from_its_own_inputs(
    units: dict[str, Any], variant: str, folder: Path, loaded: Loaded
) -> None:
    data = parsed(score_data(loaded, made_of(units), variant=variant))
    assert verify(data, [folder]) is None


@settings(max_examples=30)
@given(units=UNITS)
def test_the_order_of_answers_does_not_change_a_units_result(
    units: dict[str, Any], loaded: Loaded
) -> None:
    answers = made_of(units)
    ways = [score_data(loaded, rows) for rows in (answers, answers[::-1])]
    scores = [{u["unit"]: (u["exact"], u["range"]) for u in way["units"]} for way in ways]
    assert scores[0] == scores[1]


@given(
    values=st.lists(
        st.one_of(st.none(), st.fractions(0, 5, max_denominator=99)), min_size=1
    ).filter(lambda found: any(v is not None for v in found))
)
def test_every_rollup_file_recomputes(
    values: list[Fraction | None], folder: Path, loaded: Loaded
) -> None:
    parts = [Part(f"u{n}", value, group="ab"[n % 2]) for n, value in enumerate(values)]
    assert verify(parsed(rollup_file(loaded, parts)), [folder]) is None


@given(
    values=st.lists(st.one_of(st.none(), st.fractions(0, 100, max_denominator=99)), max_size=8),
    decimals=st.integers(0, 3),
)
def test_every_ranking_recomputes(values: list[Fraction | None], decimals: int) -> None:
    entries = [Entry(name=f"u{n}", value=value) for n, value in enumerate(values)]
    assert verify(parsed(rank_data(entries, decimals))) is None


def test_another_code_version_that_comes_to_the_same_confirms(folder: Path, loaded: Loaded) -> None:
    data = parsed(score_data(loaded, evaluated("A", 4, 4, 4)))
    assert verify(data | {"code_version": "0.0.1"}, [folder]) is None


# ---- tampered with ---------------------------------------------------------


def list_leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every text, number and nothing in the data."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from list_leaves(value, (*path, key))
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from list_leaves(value, (*path, at))
    else:
        yield path


def spoil(data: Any, path: tuple[Any, ...]) -> Any:
    """A copy with another value at the path."""
    copy = deepcopy(data)
    place = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = "9/2" if place[path[-1]] != "9/2" else "7/2"
    return copy


def test_no_figure_of_a_score_can_be_changed_unnoticed(folder: Path, loaded: Loaded) -> None:
    answers = [*evaluated("A", 4, 3, 5), *asked("A", 4, 5), *evaluated("B", 1, None, 2)]
    data = parsed(score_data(loaded, answers))
    unnoticed = []
    for path in list_leaves(data):
        if path[0] in ("code_version", "unit_kind") or (path[0] == "inputs" and path[2] != "value"):
            continue  # these say where numbers come from and change none of these
        try:
            if verify(spoil(data, path), [folder]) is None:
                unnoticed.append(path)
        except (UserError, NotFound):
            continue
    assert unnoticed == []


def test_the_first_difference_is_told_with_both_values(folder: Path, loaded: Loaded) -> None:
    data = parsed(score_data(loaded, [*evaluated("A", 4, 4, 4), *asked("A", 4)]))
    right = data["units"][0]["rounded"]
    data["units"][0]["rounded"] = "4.99"
    assert verify(data, [folder]) == ("units[0].rounded", "4.99", right)


def test_a_changed_answer_shows_in_the_score(folder: Path, loaded: Loaded) -> None:
    data = parsed(score_data(loaded, [*evaluated("A", 4, 4, 4), *asked("A", 4)]))
    data["inputs"][0]["value"] = "5/1"
    found = verify(data, [folder])
    assert found is not None and found[0].startswith("units[0]")


def test_a_unit_that_was_taken_out_shows(folder: Path, loaded: Loaded) -> None:
    data = parsed(score_data(loaded, [*evaluated("A", 4, 4, 4), *evaluated("B", 3, 3, 3)]))
    del data["units"][1]
    found = verify(data, [folder])
    assert found is not None and found[0] == "units"


def test_another_text_of_the_instrument_shows_in_its_fingerprint(tmp_path: Path) -> None:
    write(tmp_path, sound())
    data = parsed(score_data(load(CODE, [tmp_path]), evaluated("A", 4, 4, 4)))
    changed = sound() | {"summary": {"id": "Lain", "en": "Other"}}
    write(tmp_path, changed)
    found = verify(data, [tmp_path])
    assert found is not None and found[0] == "instrument_sha256"


def test_another_weight_shows_in_the_score(tmp_path: Path) -> None:
    write(tmp_path, sound())
    data = parsed(score_data(load(CODE, [tmp_path]), evaluated("A", 5, 3, 1)))
    changed = deepcopy(sound())
    parts = changed["index"]["children"][0]["children"]
    parts[0]["weight"], parts[1]["weight"] = number("37.5"), number(50)
    write(tmp_path, changed)
    data["instrument_sha256"] = load(CODE, [tmp_path]).sha256
    found = verify(data, [tmp_path])
    assert found is not None and "units[0]" in found[0]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "unknown-kind"),
        ([], "unknown-kind"),
        (None, "unknown-kind"),
        ({"kind": "tilik-score/99"}, "unknown-kind"),
        ({"kind": "tilik-score/1"}, "file-incomplete"),
        ({"kind": "tilik-rank/1", "inputs": [{"name": "x"}]}, "file-incomplete"),
        ({"kind": "tilik-rank/1", "inputs": 3, "decimals": 2}, "file-incomplete"),
    ],
)
def test_what_is_no_result_of_ours_is_refused(data: Any, code: str) -> None:
    with pytest.raises(UserError, match=code):
        verify(data)


def test_a_result_of_an_instrument_nobody_has_cannot_be_verified(loaded: Loaded) -> None:
    data = parsed(score_data(loaded, evaluated("A", 4, 4, 4)))
    with pytest.raises(NotFound):
        verify(data)


# ---- what stands in a file -------------------------------------------------


def test_a_file_names_what_it_was_computed_with(loaded: Loaded) -> None:
    data = score_data(loaded, evaluated("A", 4, 4, 4), year=2024, variant="weights=plain")
    head = {k: data[k] for k in ("kind", "instrument", "version", "variant", "year", "basis")}
    assert head == {
        "kind": "tilik-score/1",
        "instrument": CODE,
        "version": 1,
        "variant": "sama",
        "year": 2024,
        "basis": "final",
    }
    assert data["instrument_sha256"] == loaded.sha256


def test_every_named_variant_stands_beside_the_score(loaded: Loaded) -> None:
    data = score_data(loaded, [*evaluated("A", 5, 3, 1), *asked("A", 4)])
    unit = data["units"][0]
    assert set(unit["variants"]) == {"biasa", "sama"}
    assert unit["variants"]["biasa"]["exact"] == unit["exact"]
    assert unit["variants"]["sama"]["exact"] != unit["exact"]
    assert set(data["government"]["variants"]) == {"biasa", "sama"}


def test_without_answers_there_is_no_unit_and_no_government(loaded: Loaded) -> None:
    data = score_data(loaded, [])
    assert (data["units"], data["government"], data["inputs"]) == ([], None, [])
