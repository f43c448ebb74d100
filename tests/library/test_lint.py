"""The linter: every fault it knows is shown on an instrument spoiled for it, with its place."""

from pathlib import Path

import pytest

from tests.library.samples import Data, Spoil, cases, faults, number, sound, write
from tests.library.spoils import SPOILS, TEXTS, item, node, put
from tilik.core.errors import Fault
from tilik.library.lint import check, check_text, is_error
from tilik.library.load import find
from tilik.library.messages import TEXTS as WORDS
from tilik.library.messages import describe
from tilik.library.schema import line_of

ELSEWHERE = {
    "instrument-not-found", "file-unreadable", "file-not-utf8", "like-dangling",
    "place-differs", "cases-missing", "case-differs", "yaml-too-long",
    "sheet-missing", "column-missing", "cell-place-unknown", "cell-place-twice", "cell-value",
}  # fmt: skip


def places(found: list[Fault], code: str) -> list[str]:
    """Where the faults of that code are, without file and line."""
    return [fault.where.split(":", 2)[2] for fault in found if fault.code == code]


def test_the_sound_instrument_has_no_fault() -> None:
    assert faults(lambda data: None, cases()) == []


@pytest.mark.parametrize(
    ("code", "place", "spoil"), SPOILS, ids=[f"{code}@{place}" for code, place, _ in SPOILS]
)
def test_each_fault_is_found_where_it_is(code: str, place: str, spoil: Spoil) -> None:
    found = places(faults(spoil), code)
    assert any(where.endswith(place) for where in found), found


@pytest.mark.parametrize(("code", "line", "text"), TEXTS, ids=[code for code, _, _ in TEXTS])
def test_each_fault_of_the_writing_is_found_on_its_line(code: str, line: int, text: str) -> None:
    found = [line_of(f.where) for f in check_text(text, "v1.yaml") if f.code == code]
    assert line in found


def test_every_fault_has_an_instrument_spoiled_for_it() -> None:
    shown = {code for code, *_ in SPOILS} | {code for code, *_ in TEXTS}
    assert set(WORDS) == shown | ELSEWHERE


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_fault_is_told_in_both_languages_with_its_facts(language: str) -> None:
    told = [describe(fault, language) for _, _, spoil in SPOILS for fault in faults(spoil)]
    told += [describe(f, language) for _, _, text in TEXTS for f in check_text(text, "v1.yaml")]
    assert told
    assert not [words for words in told if "{" in words and "}" in words]


def test_all_faults_come_at_once_and_in_the_order_of_their_lines() -> None:
    def spoil(data: Data) -> None:
        put(node(data, 0, 0), weight=number(51))
        data.pop("next_review")
        item(data, 1, 2).pop("evidence")
        put(data["title"], id="")

    found = faults(spoil)
    assert {"weights-not-100", "head-missing", "evidence-missing", "schema-empty"} <= {
        f.code for f in found
    }
    assert [line_of(f.where) for f in found] == sorted(line_of(f.where) for f in found)


def test_a_place_is_file_line_and_path() -> None:
    def spoil(data: Data) -> None:
        item(data, 1, 2).pop("evidence")

    [fault] = faults(spoil)
    file, line, path = fault.where.split(":", 2)
    assert (file, path) == ("v1.yaml", "forms[F-02].items[3]")
    assert int(line) > 50


def test_nine_weights_of_a_ninth_rounded_are_refused_with_their_sum() -> None:
    spoil = next(s for c, _, s in SPOILS if c == "weights-not-100" and s.__name__ == "nine_weights")
    [fault] = [f for f in faults(spoil) if f.code == "weights-not-100"]
    assert fault.facts["found"] == "0.999000"
    assert "0.999000" in describe(fault)


def test_every_one_of_the_fourteen_missing_weights_is_named() -> None:
    spoil = next(s for c, _, s in SPOILS if s.__name__ == "missing_weights")
    named = [f.facts["node"] for f in faults(spoil) if f.code == "weight-missing"]
    assert named == [f"F-02:{n}" for n in range(18, 32)]


def test_a_variant_may_cap_the_index_but_its_weights_must_still_sum() -> None:
    def spoil(data: Data) -> None:
        patches = [{"node": "f02", "weighting": "plain", "round_weights": number(3)}]
        put(data["axes"][0]["options"][1], set=patches)

    assert faults(spoil) == []

    def spoil_weights(data: Data) -> None:
        put(data["axes"][0]["options"][1], set=[{"node": "f02", "weight": number(74)}])

    [fault] = faults(spoil_weights)
    assert (fault.code, fault.facts["variant"]) == ("weights-not-100", "weights=plain")


def test_weights_sum_to_a_hundred_in_every_channel_by_itself() -> None:
    def alternatives(data: Data) -> None:
        put(node(data, 0, 1), applies_to={"channels": ["luring"]})
        put(node(data, 0, 2), applies_to={"channels": ["daring"]}, weight=number("37.5"))
        put(node(data, 0, 0), weight=number("62.5"))

    assert faults(alternatives) == []

    def short(data: Data) -> None:
        alternatives(data)
        put(node(data, 0, 2), weight=number("12.5"))

    [fault] = faults(short)
    assert (fault.code, fault.facts["found"]) == ("weights-not-100", "75.000000")


def test_unknown_weights_are_no_fault_unless_the_known_ones_pass_a_hundred() -> None:
    def unknown(data: Data) -> None:
        put(node(data, 0, 0), weight="unknown")

    assert faults(unknown) == []

    def too_much(data: Data) -> None:
        unknown(data)
        put(node(data, 0, 1), weight=number(99))

    assert [f.code for f in faults(too_much)] == ["weights-not-100"]


def test_weights_have_to_sum_in_every_year() -> None:
    def spoil(data: Data) -> None:
        put(node(data, 0, 0), years=[number(2024), None])

    [fault] = faults(spoil)
    assert (fault.code, fault.facts["year"], fault.facts["found"]) == (
        "weights-not-100",
        2022,
        "50.000000",
    )


def test_unfinished_weights_and_levels_warn_of_nothing_when_written_as_unknown() -> None:
    def spoil(data: Data) -> None:
        put(item(data, 1, 2), levels="unknown")

    assert faults(spoil) == []


def test_warnings_do_not_refuse_an_instrument() -> None:
    def spoil(data: Data) -> None:
        data.pop("erratum_policy")
        put(data["sources"], S2={"title": "Lain"})

    found = faults(spoil)
    assert [f.code for f in found] == ["head-missing", "source-unused"]
    assert not any(map(is_error, found))


def test_a_level_the_rule_cannot_give_is_a_warning_where_the_rubric_is_silent() -> None:
    def spoil(data: Data) -> None:
        rows = [
            {"when": {"item": "1.1", "is": "ya"}, "level": number(5)},
            {"decide": {"id": "?", "en": "?"}},
        ]
        put(item(data, 1, 0), rule={"table": rows})

    found = [f for f in faults(spoil) if f.code == "level-unreachable"]
    assert [f.facts["level"] for f in found] == ["0", "1", "2", "3", "4"]
    assert not any(map(is_error, found))


def test_a_worked_example_that_does_not_recompute_is_named_with_both_values() -> None:
    wrong = cases()
    wrong[0]["expect"]["score"] = number("4.12")
    wrong[0]["expect"]["grade"] = "B"
    found = faults(lambda data: None, wrong)
    told = [(f.code, f.facts["case"], f.facts["expected"], f.facts["found"]) for f in found]
    assert told == [("case-differs", "penuh", "4.12", "4.13"), ("case-differs", "penuh", "B", "A")]
    assert places(found, "case-differs") == ["[penuh].expect.score", "[penuh].expect.grade"]


def test_examples_are_not_recomputed_on_an_instrument_that_is_refused() -> None:
    wrong = cases()
    wrong[0]["expect"]["grade"] = "B"
    found = faults(lambda data: put(node(data, 0), weight=number(74)), wrong)
    assert {f.code for f in found} == {"weights-not-100"}


def test_examples_with_faults_of_their_own_are_told() -> None:
    wrong = [*cases(), {**cases()[0], "expect": {}}, {"code": "x", "title": {"id": "x", "en": "x"}}]
    found = {f.code for f in faults(lambda data: None, wrong)}
    assert found == {"code-twice", "schema-empty", "schema-missing-key"}


def test_an_instrument_without_examples_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, sound())
    assert [f.code for f in check(find(path))] == ["cases-missing"]


def test_an_instrument_in_the_wrong_place_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, sound(), cases(), version=2)
    moved = path.parent.rename(tmp_path / "lain")
    found = check(find(moved / "v2.yaml"))
    assert [(f.code, f.facts["wanted"]) for f in found] == [
        ("place-differs", "lain"),
        ("place-differs", "2"),
    ]


def test_a_number_that_is_none_is_said_once_and_where_it_stands() -> None:
    found = faults(lambda data: put(data["grades"][0]["bands"][1], from_="1.2.3"))
    assert not places(found, "not-buildable")
    assert any("bands[1].from" in fault.where for fault in found)
