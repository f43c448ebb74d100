"""Standards read and judged: published examples, every error people found in them."""

import datetime

import pytest

from tests.reading import examples
from tests.reading.examples import NAMES, Example, make_pdf, make_rows
from tilik.core.standards import Found, Report, Severity, judge
from tilik.library.standards import load_checks
from tilik.reading.layout import read_layout
from tilik.reading.standards import Names, find_services

TODAY = datetime.date(2026, 11, 24)
CHECKS = load_checks()
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def read(content: bytes, unit: str = "", known: tuple[str, ...] = ()) -> Report:
    layout = read_layout(content)
    services = find_services(layout, CHECKS.components, known=known)
    return judge(CHECKS, services, layout.text, today=TODAY, unit=unit)


def read_example(example: Example) -> Report:
    return read(make_pdf(example), example.unit)


def list_numbers(report: Report, severity: Severity) -> set[int]:
    """The components of the first service with a remark of that weight."""
    return {
        each.component.number
        for each in report.services[0].components
        if any(remark.severity == severity for remark in each.remarks)
    }


def list_missing(report: Report) -> set[int]:
    return {
        each.component.number
        for each in report.services[0].components
        if each.found == Found.NOT_FOUND
    }


def list_codes(report: Report) -> set[str]:
    return {remark.code for remark in report.remarks}


def test_a_document_with_all_fourteen_rows_still_shows_its_three_hard_failures() -> None:
    report = read_example(examples.BALKESMAS)
    assert [service.name for service in report.services] == ["Rawat Jalan"]
    assert not list_missing(report)
    assert list_numbers(report, ERROR) == {3, 4, 11}
    assert list_numbers(report, WARNING) >= {6, 7, 8, 9, 10, 12}
    assert not list_numbers(report, WARNING) & {1, 2, 13, 14}
    assert {
        "pp-96-2012", "panrb-15-2014-title", "repealed-mismatch", "review-due",
    } <= list_codes(report)  # fmt: skip
    assert report.facts == {
        "number": "800/001.11/7/2022", "date": "2022-01-03",
        "issuer": "KEPALA BALAI KESEHATAN MASYARAKAT",
    }  # fmt: skip


def test_a_complete_good_standard_has_no_error_and_no_warning() -> None:
    report = read_example(examples.GOOD_ONE)
    assert not list_numbers(report, ERROR)
    assert not list_numbers(report, WARNING)
    assert {each.suggestion for each in report.services[0].components} == {"adequate"}


@pytest.mark.parametrize(
    ("example", "errors", "warnings", "missing", "empty"),
    [
        (examples.PELALAWAN, set(), {7}, set(), {10}),
        (examples.PADANGSIDIMPUAN, set(), set(), set(range(5, 15)), set()),
        (examples.KRETEK, set(), {3, 7}, set(range(8, 15)), set()),
        (examples.SRAGEN, set(), set(), {4}, set()),
        (examples.PRABUMULIH, set(), set(), set(range(7, 15)), set()),
        (examples.LAMONGAN, set(), {3}, set(), set()),
    ],
    ids=["pelalawan", "padangsidimpuan", "kretek", "sragen", "prabumulih", "lamongan"],
)
def test_what_people_found_in_a_published_standard_is_found(
    example: Example, errors: set[int], warnings: set[int], missing: set[int], empty: set[int]
) -> None:
    report = read_example(example)
    assert list_numbers(report, ERROR) == errors
    assert list_numbers(report, WARNING) == warnings
    assert list_missing(report) == missing
    found = {e.component.number for e in report.services[0].components if e.found == Found.EMPTY}
    assert found == empty


def test_a_blank_number_is_an_error_of_the_decree() -> None:
    assert "number-blank" in list_codes(read_example(examples.BANTUL))
    assert "number-blank" not in list_codes(read_example(examples.BALKESMAS))


@pytest.mark.parametrize(
    ("lines", "is_blank"),
    [
        (["Telepon:", "Email: -"], True), (["WhatsApp: 08xx"], True), (["E-mail :", "Senin"], True),
        (["Surel: ....", "Telepon: (0541) 123456"], True),
        (["Telepon: (0541) 123456", "Email: smp@contoh.go.id"], False),
        (["Telepon :", "0541 123456"], False), (["Hubungi lewat telepon"], False),
    ],
)  # fmt: skip
def test_a_saved_page_with_blank_contacts_is_told_so(lines: list[str], is_blank: bool) -> None:
    body = "".join(f"<p>{line}</p>" for line in ["Dinas Contoh", *lines])
    page = f"<!doctype html><html><body>{body}</body></html>".encode()
    assert ("blank-contacts" in list_codes(read(page))) == is_blank


def test_a_page_with_gambling_words_is_said_to_be_hacked() -> None:
    assert "hacked" in list_codes(read(examples.HACKED))
    assert "hacked" not in list_codes(read(make_pdf(examples.GOOD_ONE)))


def test_two_services_are_told_apart_and_what_was_copied_between_them_is_said() -> None:
    rows = make_rows(r3="Tiga puluh menit sejak berkas diterima lengkap")
    report = read_example(Example(examples.LAWS, (("Legalisir", rows), ("Mutasi", rows))))
    assert [service.name for service in report.services] == ["Legalisir", "Mutasi"]
    copied = {
        each.component.number
        for each in report.services[1].components
        if any(remark.code == "copied" for remark in each.remarks)
    }
    assert copied == {3, 8}


def test_a_heading_nobody_knows_closes_the_component_before_it_and_forbids_calling_any_missing() -> (
    None
):
    rows = list(make_rows(r3=""))
    rows.insert(3, ("Keterangan Lain-lain", "Uraian panjang tentang hal lain"))
    report = read_example(Example(examples.LAWS, (("Legalisir", tuple(rows[:8])),)))
    by_number = {each.component.number: each for each in report.services[0].components}
    assert by_number[3].found == Found.EMPTY
    assert by_number[14].found == Found.TO_CHECK
    assert by_number[14].suggestion == "unread"
    assert report.services[0].unknown[0].label == "Keterangan Lain-lain"


def test_a_name_a_person_taught_is_known_from_then_on() -> None:
    rows = [*make_rows()[:3], ("Uang yang dibayar", "Gratis")]
    layout = read_layout(make_pdf(Example(examples.LAWS, (("Legalisir", tuple(rows)),))))
    before = find_services(layout, CHECKS.components)[0]
    after = find_services(layout, CHECKS.components, {"uang yang dibayar": 4})[0]
    assert 4 not in before.rows
    assert after.rows[4].text == "Gratis"


@pytest.mark.parametrize("name", NAMES)
def test_every_statutory_name_is_its_own_component(name: str) -> None:
    names = Names(CHECKS.components, {})
    assert names.match(name) == NAMES.index(name) + 1
    assert names.match(f"{NAMES.index(name) + 1}. {name.upper()}") == NAMES.index(name) + 1


def test_each_name_of_the_data_means_one_component_only() -> None:
    names = Names(CHECKS.components, {})
    for component in CHECKS.components:
        for name in component.names:
            assert names.match(name) in (component.number, None), name


@pytest.mark.parametrize(
    ("text", "found"),
    [("", Found.EMPTY), ("-", Found.EMPTY), ("........", Found.EMPTY), ("N/A", Found.EMPTY),
     ("sda", Found.EMPTY), ("Terlampir", Found.REFERENCE), ("3 hari kerja", Found.PRESENT)],
)  # fmt: skip
def test_emptiness_is_seen_behind_signs_and_phrases(text: str, found: Found) -> None:
    report = read_example(Example(examples.LAWS, (("Legalisir", make_rows(r3=text)),)))
    assert report.services[0].components[2].found == found


def test_every_rule_says_why_and_what_to_ask_in_both_languages() -> None:
    rules = [*CHECKS.document, *CHECKS.page, *CHECKS.decree.values()]
    rules += [rule for component in CHECKS.components for rule in component.rules]
    for rule in rules:
        for text in (rule.reason, rule.ask):
            assert set(text) == {"id", "en"}, rule.code
    assert len({rule.code for rule in rules}) == len(rules)
