"""Two standards that differ by the name alone are named; what units share between services is not."""

import pytest

from tilik.core.standards_alike import find_alike

SHARED = {n: f"teks bersama butir {'abcdefghijklmno'[n]} unit ini" for n in range(6, 15)}


def make(name: str, **other: str) -> tuple[str, dict[int, str]]:
    """A service whose requirements, steps and product speak of it by name."""
    own = {1: f"Permohonan {name}; KTP", 2: f"1. Mengajukan {name}", 5: f"Kartu {name}"}
    return name, own | SHARED | {int(key[1:]): text for key, text in other.items()}


def test_two_services_that_differ_by_their_names_alone_are_named_with_the_count() -> None:
    found = find_alike([make("Izin Praktik"), make("Izin Apotek"), make("Akta", _1="Surat nikah")])
    assert found == [("Izin Praktik", "Izin Apotek", 12, 12)]


@pytest.mark.parametrize("number", [1, 2, 5])
def test_what_tells_services_apart_keeps_them_apart(number: int) -> None:
    other = make("Izin Apotek", **{f"_{number}": "lain sekali isinya"})
    assert find_alike([make("Izin Praktik"), other]) == []


def test_one_other_component_is_still_the_same_and_a_second_is_not() -> None:
    one = make("Izin Praktik")
    assert find_alike([one, make("Izin Apotek", _9="dua lulusan farmasi")])[0][2:] == (11, 12)
    assert find_alike([one, make("Izin Apotek", _9="farmasi", _11="tiga orang")]) == []


def test_few_components_are_no_ground_and_empty_ones_do_not_count() -> None:
    few = dict.fromkeys(range(1, 8), "teks yang sama")
    assert find_alike([("A", few), ("B", few)]) == []
    assert find_alike([("A", few | {8: "..."}), ("B", few | {8: "-"})]) == []
    assert find_alike([("A", few | {8: "kursi"}), ("B", few | {8: "kursi"})]) != []


def test_a_duration_or_fee_that_differs_by_a_figure_differs() -> None:
    one, other = (
        make("A", _3="12 hari kerja", _4="Rp 50.000"),
        make("B", _3="14 hari kerja", _4="Rp 75.000"),
    )
    assert find_alike([one, other]) == []
