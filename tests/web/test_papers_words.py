"""The words of papers: numbers spelt, lists joined, facts filled in once and never read again."""

import tomllib

import pytest
from django.utils import timezone

from tests.world import make_government, make_user
from tilik.records.models import Government
from tilik.records.models.seat import Role
from tilik.web.papers.office import Signer, make_office, name_head, sign_as
from tilik.web.papers.words import TEXTS, fill, fill_all, join, number_roman, read_words, spell
from tilik.web.papers.work import fingerprint, write_canonical

SPELT = {
    0: "nol",
    1: "satu",
    10: "sepuluh",
    11: "sebelas",
    12: "dua belas",
    19: "sembilan belas",
    20: "dua puluh",
    31: "tiga puluh satu",
    86: "delapan puluh enam",
    99: "sembilan puluh sembilan",
    100: "seratus",
    101: "seratus satu",
    115: "seratus lima belas",
    200: "dua ratus",
    514: "lima ratus empat belas",
    999: "sembilan ratus sembilan puluh sembilan",
}
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV", 5: "V", 6: "VI", 7: "VII", 8: "VIII", 9: "IX", 10: "X"}
JOINED = (
    ((), ""),
    (("satu",), "satu"),
    (("satu", "dua"), "satu dan dua"),
    (("satu", "dua", "tiga"), "satu, dua, dan tiga"),
)
HEADS = (
    ("Kabupaten Contoh", "kabupaten", "Bupati Contoh"),
    ("Kota Contoh", "kota", "Wali Kota Contoh"),
    ("Provinsi Contoh", "provinsi", "Gubernur Contoh"),
    ("Kementerian Contoh", "pusat", "Kepala Kementerian Contoh"),
)


@pytest.mark.parametrize(("n", "words"), SPELT.items())
def test_numbers_are_spelt_as_papers_spell_them(n: int, words: str) -> None:
    assert spell(n) == words


@pytest.mark.parametrize(("n", "words"), [*ROMAN.items(), (11, "XI"), (12, "XII")])
def test_months_have_their_roman_numerals(n: int, words: str) -> None:
    assert number_roman(n) == words


@pytest.mark.parametrize(("parts", "words"), JOINED)
def test_a_list_in_a_sentence_ends_with_and(parts: tuple[str, ...], words: str) -> None:
    assert join(parts) == words


def test_what_a_fact_says_is_never_read_as_a_place_for_another() -> None:
    facts = {"unit": "{head} {0}", "head": "Bupati"}
    assert fill("{unit} oleh {head}", facts) == "{head} {0} oleh Bupati"
    assert fill_all(("{head}", "{unit}"), facts) == ("Bupati", "{head} {0}")


def test_a_place_without_a_fact_is_a_fault_of_ours_and_not_passed_over() -> None:
    with pytest.raises(KeyError):
        fill("{tidak_ada}", {})


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_file_of_words_can_be_read(path) -> None:  # type: ignore[no-untyped-def]
    with path.open("rb") as file:
        assert tomllib.load(file) == read_words(path.stem)


@pytest.mark.parametrize(("name", "kind", "head"), HEADS)
def test_the_head_of_a_government_is_called_as_its_kind_has_it(
    name: str, kind: str, head: str
) -> None:
    assert name_head(Government(name=name, kind=kind)) == head


@pytest.mark.django_db
def test_an_office_without_settings_signs_with_offices_and_no_names() -> None:
    government = make_government("64.99", "Kabupaten Contoh")
    government.bureau = "Bagian Tata"
    office = make_office(government)
    assert office.head.title == "Bupati Contoh"
    assert office.bureau.office == "Kepala Bagian Tata"
    assert office.letterhead.lines == ("Pemerintah Kabupaten Contoh", "Sekretariat Daerah")
    assert not (office.head.name or office.secretary.name or office.bureau.name)
    assert office.lacks == {"kepala-daerah", "sekda", "kepala-bagian", "letterhead", "city"}


def test_who_acts_for_another_signs_with_plt() -> None:
    sign = Signer("Sekretaris Daerah", "Plt.", "Arief", "Pembina (IV/a)", "1").sign("a.n. Bupati")
    assert sign.office == "Plt. Sekretaris Daerah,"
    assert sign.above == "a.n. Bupati"
    assert sign.beneath == ("Pembina (IV/a)", "NIP 1")
    assert Signer("Sekretaris Daerah").sign().beneath == ()


@pytest.mark.django_db
def test_an_account_whose_person_was_erased_signs_with_an_empty_line() -> None:
    from tilik.actions.people import erase_person

    user = make_user(make_government(), Role.EVALUATOR)
    assert sign_as(user, "Evaluator").name == "Orang 1"
    erase_person(by=None, user=user)
    user = type(user).objects.get(pk=user.pk)
    assert sign_as(user, "Evaluator").name == ""
    assert sign_as(user, "Evaluator").office == "Evaluator,"


def test_the_same_facts_have_the_same_fingerprint_whatever_their_order() -> None:
    one, other = {"a": 1, "b": ["é", None]}, {"b": ["é", None], "a": 1}
    assert write_canonical(one) == '{"a":1,"b":["é",null]}'
    assert fingerprint(one) == fingerprint(other)
    assert fingerprint(one) != fingerprint({**one, "a": 2})
    assert len(fingerprint(one)) == 64


@pytest.mark.django_db
def test_papers_name_the_day_they_are_made_in_local_time() -> None:
    from tilik.records.models import InstrumentVersion, Round
    from tilik.web.papers.work import Work

    version = InstrumentVersion(canonical=b'{"rounding":{"decimals":"2"}}')
    assert Work(Round(instrument_version=version)).today == timezone.localdate()
