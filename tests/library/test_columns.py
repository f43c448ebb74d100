"""Which column of survey rows is what, by the names people give them."""

from collections.abc import Sequence

import pytest

from tilik.core.document import build
from tilik.core.errors import UserError
from tilik.core.instrument import Instrument
from tilik.core.tallies import survey_of
from tilik.library.columns import Columns, find_columns, find_labels
from tilik.library.load import load

DOCUMENT = load("skm-2017").document
CODES = [f"U{n}" for n in range(1, 10)]


def survey() -> Instrument:
    return survey_of(build(DOCUMENT))


def columns(names: Sequence[str], order: str = "") -> Columns:
    return find_columns(names, DOCUMENT, survey(), order)


def test_the_usual_words_name_the_keys_and_the_elements() -> None:
    found = columns(["Periode", "Nama OPD", "Jenis Layanan", "Survei", "No. Responden", *CODES])
    assert found.keys == {
        "period": "Periode",
        "unit": "Nama OPD",
        "service": "Jenis Layanan",
        "campaign": "Survei",
    }
    assert found.elements == {code: code for code in CODES}
    assert found.respondent == "No. Responden"
    assert found.left_out == []
    assert (found.item, found.value) == ("", "")


def test_titles_name_elements_and_a_mark_of_byte_order_is_no_part_of_a_name() -> None:
    found = columns(["\ufeffunit", "Persyaratan", "U2 Sistem, mekanisme, dan prosedur"])
    assert found.keys == {"unit": "\ufeffunit"}
    assert found.elements == {"U1": "Persyaratan", "U2": "U2 Sistem, mekanisme, dan prosedur"}


def test_columns_that_say_nothing_are_left_out_and_named() -> None:
    assert columns(["U1", "warna baju", "no"]).left_out == ["warna baju", "no"]


def test_long_rows_have_an_item_and_a_value() -> None:
    found = columns(["unit", "responden", "unsur", "nilai", "U1"])
    assert (found.item, found.value, found.respondent) == ("unsur", "nilai", "responden")
    assert found.elements == {}
    assert found.left_out == ["U1"]


def test_numbered_questions_need_their_order() -> None:
    numbers = [str(n) for n in range(1, 10)]
    with pytest.raises(UserError) as refused:
        columns(numbers)
    assert refused.value.code == "question-order"
    asked = columns(numbers, "kuesioner").elements
    assert (asked["U8"], asked["U9"]) == ("9", "8")
    listed = columns(numbers, "permen").elements
    assert (listed["U8"], listed["U9"]) == ("8", "9")


def test_two_columns_of_one_element_or_key_are_refused() -> None:
    for names in (["U1", "Persyaratan"], ["unit", "OPD", "U1"]):
        with pytest.raises(UserError) as refused:
            columns(names)
        assert refused.value.code == "column-twice"


def test_a_table_without_any_element_is_refused_with_what_it_needs() -> None:
    with pytest.raises(UserError) as refused:
        columns(["unit", "tanggal"])
    assert refused.value.code == "no-columns"
    assert "U9" in str(refused.value.facts["allowed"])


def test_labels_of_long_rows_are_read_as_columns_are() -> None:
    found = find_labels(["u1", "Unsur 2", "Perilaku pelaksana"], DOCUMENT, survey())
    assert found == {"u1": "U1", "Unsur 2": "U2", "Perilaku pelaksana": "U7"}


@pytest.mark.parametrize("label", ["U77", "cuaca hari ini"])
def test_a_label_that_names_no_element_is_refused(label: str) -> None:
    with pytest.raises(UserError) as refused:
        find_labels([label], DOCUMENT, survey())
    assert refused.value.code == "unknown-item"
