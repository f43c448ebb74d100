"""What the words in a spreadsheet mean for one instrument, and when that must be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.documents import ELEMENTS, PRINTED, evaluation, survey
from tilik.core.document import build
from tilik.core.errors import UserError
from tilik.core.instrument import Key
from tilik.library.load import catalogue, load
from tilik.library.vocabulary import Vocabulary, content_words, make_vocabulary


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    document = evaluation()
    return make_vocabulary(document, build(document))


def surveyed(order: str = "") -> Vocabulary:
    document = survey()
    return make_vocabulary(document, build(document), order)


@pytest.mark.parametrize(
    "label", ["F-02A", "f-02a", "F02A", "F 02 A", "Formulir F-02A", "Form F02A", "Lembar f.02.a"]
)
def test_a_form_goes_by_its_code_in_every_spelling(label: str, words: Vocabulary) -> None:
    assert words.form(label) == "F-02A"


@pytest.mark.parametrize("label", ["", "F-02", "F-09A", "Formulir", "Rekap"])
def test_what_names_no_form_is_none(label: str, words: Vocabulary) -> None:
    assert words.form(label) is None


@pytest.mark.parametrize(
    "label", ["F-01:1.1", "F-01: 1.1", "f01:01.1", "1.1", "1.1.", "1.1 Ada standar", "Ada standar"]
)
def test_an_item_goes_by_its_code_and_its_title(label: str, words: Vocabulary) -> None:
    assert words.item(label) == Key("F-01", "1.1")


def test_a_code_of_several_forms_must_name_its_form(words: Vocabulary) -> None:
    with pytest.raises(UserError, match="ambiguous-item") as caught:
        words.item("1")
    assert caught.value.facts["allowed"] == ["F-02A:1", "F-03A:1"]
    assert words.item("1", "F-03A") == Key("F-03A", "1")


def test_what_looks_like_a_code_and_is_none_is_a_question(words: Vocabulary) -> None:
    with pytest.raises(UserError, match="unknown-item") as caught:
        words.item("F-02A:99")
    assert caught.value.facts["allowed"] == ["1", "2", "3"]


@pytest.mark.parametrize("label", ["Keterangan", "Jenis kelamin", "", "Tanda tangan"])
def test_other_words_name_no_item(label: str, words: Vocabulary) -> None:
    assert words.item(label) is None


@pytest.mark.parametrize("element", ELEMENTS)
def test_an_element_goes_by_its_title_alone(element: str) -> None:
    assert surveyed().item(ELEMENTS[element]) == Key("SKM", element)
    assert surveyed().item(ELEMENTS[element].upper()) == Key("SKM", element)


@pytest.mark.parametrize("n", range(1, 8))
def test_a_number_all_orders_agree_on_needs_no_order(n: int) -> None:
    assert surveyed().item(str(n)) == Key("SKM", f"U{n}")


@pytest.mark.parametrize("n", [8, 9])
def test_a_number_on_which_orders_differ_must_be_declared(n: int) -> None:
    with pytest.raises(UserError, match="question-order") as caught:
        surveyed().item(str(n))
    assert caught.value.facts["allowed"] == ["kuesioner", "permen"]
    assert surveyed("permen").item(str(n)) == Key("SKM", f"U{n}")
    assert surveyed("kuesioner").item(str(n)) == Key("SKM", PRINTED[n - 1])


def test_a_question_of_the_questionnaire_is_in_its_order() -> None:
    assert [surveyed().item(f"Q{n}") for n in range(1, 10)] == [Key("SKM", u) for u in PRINTED]


def test_a_code_beside_the_words_of_another_item_is_a_question() -> None:
    with pytest.raises(UserError, match="question-order"):
        surveyed().item("U8 Sarana dan prasarana")
    assert surveyed().item("U9 Sarana dan prasarana") == Key("SKM", "U9")


def test_an_order_nobody_knows_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UserError, match="unknown-order") as caught:
        surveyed("abjad")
    assert caught.value.facts["allowed"] == ["kuesioner", "permen"]


@pytest.mark.parametrize("code", [entry.code for entry in catalogue()])
def test_every_item_of_a_shipped_instrument_is_found_by_its_key(code: str) -> None:
    document = load(code).document
    instrument = build(document)
    words = make_vocabulary(document, instrument, "permen" if code.startswith("skm") else "")
    assert [words.item(str(key)) for key in instrument.items] == list(instrument.items)
    assert [words.form(form) for form in instrument.forms] == list(instrument.forms)


@given(st.text(max_size=40))
def test_no_heading_breaks_the_reading(label: str) -> None:
    for words in (surveyed(), surveyed("permen")):
        try:
            found = words.item(label)
        except UserError as refused:
            assert refused.code in ("ambiguous-item", "unknown-item", "question-order")
        else:
            assert found is None or found in words.instrument.items


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sarana dan Prasarana", {"sarana", "prasarana"}),
        ("Biaya/tarif", {"biaya", "tarif"}),
        ("dan atau yang", set()),
        ("U8 (2)", {"u"}),
        ("", set()),
    ],
)
def test_only_words_that_carry_meaning_count(text: str, said: set[str]) -> None:
    assert content_words(text) == said
