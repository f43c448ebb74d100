"""Judging what a standard says: every kind of rule, every state of a component, every date."""

from dataclasses import replace
from datetime import date

import pytest

from tilik.core.decrees import find_facts
from tilik.core.standards import (
    Checks,
    Component,
    Found,
    Kind,
    Remark,
    Replaced,
    Report,
    Row,
    Rule,
    ServiceRead,
    Severity,
    judge,
    judge_text,
)

TODAY = date(2026, 11, 24)
SAID = {"id": "Alasan", "en": "Reason"}
DECREE = (
    "number-blank", "date-blank", "date-impossible", "date-future", "review-due",
    "repealed-mismatch", "law-replaced", "copied",
)  # fmt: skip


def make_rule(kind: Kind = Kind.REFUSES, *patterns: str, **changes: object) -> Rule:
    """A rule called `x`."""
    rule = Rule("x", Severity.ERROR, kind, SAID, SAID, patterns)
    return replace(rule, **changes)  # type: ignore[arg-type]


def make_checks(*rules: Rule, **changes: object) -> Checks:
    """Checks of two components; the rules are the first one's."""
    checks = Checks(
        components=(
            Component(1, "SD1", {"id": "Persyaratan"}, ("Persyaratan",), rules),
            Component(7, "MF1", {"id": "Dasar hukum"}, ("Dasar Hukum",), ()),
        ),
        document=(),
        decree={code: make_rule(code=code) for code in DECREE},
        replaced=(Replaced("UU 1/1999", r"uu 1/1999", "UU 2/2020"),),
        page=(),
        empty=(r"\bsda\b",),
        reference=(r"\bterlampir\b",),
        copied=(1,),
        review_years=3,
    )
    return replace(checks, **changes)  # type: ignore[arg-type]


def look(rule: Rule, text: str, **row: object) -> list[Remark]:
    """What the rule says of a text."""
    checks = make_checks(rule)
    found = Row("Persyaratan", text)
    judged = judge_text(
        checks, checks.components[0], replace(found, **row), service="Akta", unit="Dinas"
    )
    return list(judged.remarks)


def judge_body(body: str, checks: Checks | None = None) -> set[str]:
    return {r.code for r in judge(checks or make_checks(), [], body, today=TODAY).remarks}


# --- kinds of rules ----------------------------------------------------------------------------


def test_needs_says_so_where_nothing_of_it_is_there() -> None:
    rule = make_rule(Kind.NEEDS, r"\bktp\b", r"\bsurat\b")
    assert look(rule, "membawa ktp") == []
    remark = look(rule, "membawa apa saja")[0]
    assert (remark.code, remark.quote) == ("x", "")


def test_needs_several_counts_the_patterns_or_the_finds_of_the_only_one() -> None:
    two_channels = make_rule(Kind.NEEDS, "telepon", "surat", count=2)
    assert look(two_channels, "telepon dan surat") == []
    assert look(two_channels, "telepon dan telepon")
    three_steps = make_rule(Kind.NEEDS, r"\d\.", count=3)
    assert look(three_steps, "1. satu 2. dua 3. tiga") == []
    assert look(three_steps, "1. satu 2. dua")


def test_refuses_quotes_the_words_it_hangs_on_with_spaces_squeezed() -> None:
    assert look(make_rule(Kind.REFUSES, r"07\.00\s*-\s*14\.00"), "jam 07.00  -\n14.00")[
        0
    ].quote == ("07.00 - 14.00")
    assert look(make_rule(Kind.REFUSES, "slot"), "pelayanan") == []


def test_only_speaks_where_nothing_else_is_written() -> None:
    rule = make_rule(Kind.ONLY, r"sesuai peraturan")
    assert look(rule, "Sesuai peraturan.")
    assert look(rule, "Sesuai peraturan: KTP dan kartu keluarga") == []
    assert look(rule, "KTP") == []


def test_label_looks_at_the_heading_and_not_at_the_text() -> None:
    rule = make_rule(Kind.LABEL, "jumlah pelayanan")
    assert look(rule, "tiga orang", label="Jumlah Pelayanan")[0].quote == "Jumlah Pelayanan"
    assert look(rule, "jumlah pelayanan", label="Jumlah Pelaksana") == []


def test_both_speaks_where_two_things_contradict_each_other() -> None:
    rule = make_rule(Kind.BOTH, "gratis", r"rp\d")
    assert look(rule, "gratis, rp5.000")
    assert look(rule, "gratis") == []
    assert look(rule, "rp5.000") == []


def test_service_speaks_where_the_text_only_repeats_the_name() -> None:
    rule = make_rule(Kind.SERVICE)
    assert look(rule, "AKTA.")
    assert look(rule, "Akta kelahiran") == []


def test_unless_silences_a_rule_by_the_text_and_by_the_units_name() -> None:
    rule = make_rule(Kind.REFUSES, "rawat inap", unless=("rujukan",), unless_unit=("dinas",))
    assert look(rule, "rawat inap") == []
    assert look(replace(rule, unless_unit=()), "rawat inap dengan rujukan") == []
    assert look(replace(rule, unless_unit=("rsud",)), "rawat inap")


# --- states ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "picture", "found", "suggestion"),
    [
        ("KTP asli", False, Found.PRESENT, "adequate"),
        ("", False, Found.EMPTY, "absent"),
        ("sda", False, Found.EMPTY, "absent"),
        ("…", True, Found.PICTURE, "unread"),
        ("Terlampir.", False, Found.REFERENCE, "defective"),
        ("5", False, Found.PRESENT, "adequate"),
    ],
)
def test_what_stands_there_decides_the_state_and_the_suggestion(
    text: str, picture: bool, found: Found, suggestion: str
) -> None:
    checks = make_checks()
    row = Row("Persyaratan", text, picture=picture)
    judged = judge_text(checks, checks.components[0], row, service="", unit="")
    assert (judged.found, judged.suggestion) == (found, suggestion)


def test_an_error_makes_a_component_defective_and_a_warning_does_not() -> None:
    for severity, suggestion in ((Severity.ERROR, "defective"), (Severity.WARNING, "adequate")):
        checks = make_checks(make_rule(Kind.REFUSES, "x", severity=severity))
        row = Row("Persyaratan", "x x x")
        judged = judge_text(checks, checks.components[0], row, service="", unit="")
        assert judged.suggestion == suggestion


def judge_service(service: ServiceRead) -> Report:
    return judge(make_checks(), [service], "", today=TODAY)


def test_a_component_is_missing_only_where_all_was_read_and_every_heading_known() -> None:
    rows = {1: Row("Persyaratan", "KTP")}
    sure = judge_service(ServiceRead("Akta", rows)).services[0].components[1]
    unread = judge_service(ServiceRead("Akta", rows, is_uncertain=True)).services[0].components[1]
    odd = judge_service(ServiceRead("Akta", rows, (Row("Lain", "x"),))).services[0].components[1]
    assert (sure.found, sure.suggestion) == (Found.NOT_FOUND, "absent")
    assert (unread.found, odd.found) == (Found.TO_CHECK, Found.TO_CHECK)
    assert unread.suggestion == "unread"


def test_a_law_no_longer_in_force_is_named_with_its_successor_in_the_legal_basis_alone() -> None:
    rows = {1: Row("Persyaratan", "UU 1/1999"), 7: Row("Dasar Hukum", "UU 1/1999 dan lain")}
    first, seventh = judge_service(ServiceRead("Akta", rows)).services[0].components
    assert first.remarks == ()
    assert seventh.remarks[0].quote == "UU 1/1999 → UU 2/2020"


def test_what_says_the_same_in_all_services_is_said_to_be_copied_once_it_is_long_enough() -> None:
    def tell(*texts: str) -> list[int]:
        services = [ServiceRead(text, {1: Row("Persyaratan", text)}) for text in texts]
        report = judge(make_checks(), services, "", today=TODAY)
        return [len(service.components[0].remarks) for service in report.services]

    long = "kartu tanda penduduk dan surat pengantar"
    assert tell(long, f"  {long.upper()}.") == [1, 1]
    assert tell(long, long + " lagi") == [0, 0]
    assert tell("ktp", "ktp") == [0, 0]
    assert tell(long) == [0]


def test_an_empty_row_is_not_called_copied() -> None:
    long = "kartu tanda penduduk dan surat pengantar"
    checks = make_checks(empty=(long,))
    services = [ServiceRead(n, {1: Row("Persyaratan", long)}) for n in "ab"]
    report = judge(checks, services, "", today=TODAY)
    assert report.services[0].components[0].remarks == ()


# --- the decree --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "facts"),
    [
        ("NOMOR : 800/1/2025\nditetapkan pada tanggal 3 Maret 2025",
         {"number": "800/1/2025", "date": "2025-03-03"}),
        ("NOMOR :    /    /SK", {"number": ""}),
        ("Nomor: ......", {"number": ""}),
        ("tanggal 3 Maret 2024 … ditetapkan pada tanggal 5 Mei 2025", {"date": "2025-05-05"}),
        ("tanggal 3 Foo 2024", {}),
        ("tanpa apa-apa", {}),
    ],
)  # fmt: skip
def test_number_and_date_are_read_as_printed(body: str, facts: dict[str, str]) -> None:
    assert find_facts(body) == facts


SIGNING = (
    "KEPUTUSAN KEPALA DINAS  CONTOH\nNOMOR 1/2026\nDitetapkan di Contoh\npada tanggal 2 Januari 2026\n"
    "KEPALA DINAS CONTOH,\n{above}\nPembina Utama Muda\nNIP 1970\nDokumen ini telah ditandatangani secara\nelektronik"
)


def test_who_made_and_who_signed_a_decree_is_read_from_its_last_lines() -> None:
    facts = find_facts(SIGNING.format(above="ttd\nDra. Siti Contoh, M.Si."))
    assert facts["issuer"] == "KEPALA DINAS CONTOH"
    assert facts["signatory"] == "Dra. Siti Contoh, M.Si."
    assert facts["e_signature"] == "ditandatangani secara elektronik"


def test_an_office_without_a_name_beneath_it_is_nobody_who_signed() -> None:
    assert "signatory" not in find_facts(SIGNING.replace("CONTOH,\n{above}", "CONTOH"))
    assert "e_signature" not in find_facts("Surat yang ditandatangani secara elektronik")


@pytest.mark.parametrize(
    ("date_text", "code"),
    [
        ("", "date-blank"),
        ("pada tanggal 31 September 2024", "date-impossible"),
        ("pada tanggal 1 Januari 2027", "date-future"),
        ("pada tanggal 23 November 2023", "review-due"),
        ("pada tanggal 24 November 2023", None),
        ("pada tanggal 24 November 2026", None),
    ],
)
def test_the_date_of_a_numbered_decree_is_checked(date_text: str, code: str | None) -> None:
    found = judge_body(f"NOMOR : 800/1\n{date_text}")
    assert found == ({code} if code else set())


def test_a_text_without_a_number_line_is_no_decree_and_its_date_is_left_alone() -> None:
    assert judge_body("pada tanggal 1 Januari 2027") == set()


def test_a_repealed_decree_whose_number_and_date_disagree_is_named() -> None:
    assert judge_body("mencabut Nomor 4/7/2022 tanggal 11 Januari 2021") == {"repealed-mismatch"}
    assert judge_body("mencabut Nomor 4/7/2021 tanggal 11 Januari 2021") == set()


def test_rules_of_the_document_and_of_saved_pages_look_at_the_whole_text() -> None:
    checks = make_checks(
        document=(make_rule(Kind.NEEDS, "maklumat", code="no-promise"),),
        page=(make_rule(Kind.REFUSES, "gacor", code="hacked"),),
    )
    assert judge_body("situs gacor", checks) == {"no-promise", "hacked"}
    assert judge_body("maklumat", checks) == set()


def test_a_numbered_decree_without_its_number_says_so_beside_its_date() -> None:
    assert judge_body("NOMOR :   /  /\npada tanggal 24 November 2026") == {"number-blank"}


def test_a_law_that_is_in_force_is_left_alone() -> None:
    rows = {7: Row("Dasar Hukum", "UU 3/2011")}
    assert judge_service(ServiceRead("Akta", rows)).services[0].components[1].remarks == ()


def test_a_row_that_may_be_read_wrongly_is_to_be_checked_and_not_judged() -> None:
    checks = make_checks(make_rule(Kind.NEEDS, r"\bktp\b"))
    row = Row("Persyaratan", "membawa apa saja", is_sure=False)
    judged = judge_text(checks, checks.components[0], row, service="Akta", unit="Dinas")
    assert (judged.found, judged.remarks) == (Found.TO_CHECK, ())
