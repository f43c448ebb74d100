"""Every pattern answers the checks it names, once the unit has put its own words for the dots."""

import pytest

from tilik.core.drafting import find_gap, print_component
from tilik.core.standards import Component, Judged, Row, Severity, apply_rules, judge_text
from tilik.library.standards import load_checks, load_guide

GUIDE, CHECKS = load_guide(), load_checks()
COMPONENTS: dict[int, Component] = {each.number: each for each in CHECKS.components}
PAIRS = [(number, each) for number, patterns in GUIDE.patterns.items() for each in patterns]
IDS = [f"{number}-{each.code}" for number, each in PAIRS]
# What a unit could put for the dots of each pattern, in their order.
ANSWERS: dict[str, tuple[str, ...]] = {
    "1-papers": ("Ijazah asli",),
    "1-represented": (),
    "2-counter": ("surat", "surat"),
    "2-online": ("layanan.contoh.go.id", "surat"),
    "3-workdays": ("3",),
    "3-minutes": ("20",),
    "3-deputy": ("Sekretaris",),
    "4-free": (),
    "4-amount": ("Legalisir", "5.000", "5", "2019"),
    "5-product": ("Surat keterangan", "cetak"),
    "6-channels": ("0800 0000 0017", "5"),
    "6-law": (),
    "7-law": ("Daerah", "5", "2019", "Retribusi"),
    "8-vulnerable": ("2",),
    "8-room": ("12", "3"),
    "9-skills": ("SMA", "aplikasi pelayanan", "pelayanan prima"),
    "10-rounds": ("Kepala seksi", "hari"),
    "11-people": ("4", "2", "1", "1"),
    "12-compensation": ("produk diantar",),
    "13-data": ("lemari terkunci",),
    "13-place": ("alat pemadam",),
    "14-instrument": ("bulan",),
}
GOOD = {
    "maklumat": "Kami sanggup melayani sesuai Standar Pelayanan dan memperbaiki terus-menerus. "
    "Bila tidak, kami menerima sanksi.",
    "tim-pengaduan": "Ketua tim; Admin SP4N-LAPOR!; identitas pelapor dirahasiakan; 14 hari",
    "berita-acara-fkp": "No. | Layanan | Kesepakatan | Tindak lanjut\n1 | Legalisir | Dua hari | x\n"
    "Pengguna layanan; Akademisi atau praktisi; Instansi terkait; "
    "Organisasi masyarakat sipil; Media massa",
}
WITHOUT = {
    "maklumat": {
        "promise": "sanggup",
        "improvement": "terus-menerus",
        "sanction": "sanksi",
    },
    "tim-pengaduan": {
        "leader": "Ketua",
        "officer": "Admin SP4N-LAPOR!",
        "secrecy": "dirahasiakan",
        "sp4n": "SP4N-LAPOR!",
        "deadline": "14 hari",
    },
    "berita-acara-fkp": {
        "users-absent": "Pengguna layanan",
        "few-groups": "Media massa",
        "no-agreement": "Dua hari",
    },
}


def judge(number: int, text: str) -> Judged:
    component = COMPONENTS[number]
    row = Row(component.title["id"], print_component(number, text))
    return judge_text(CHECKS, component, row, service="Layanan", unit="Unit")


def fill(words: str, answers: tuple[str, ...]) -> str:
    for answer in answers:
        words = words.replace("…", answer, 1)
    return words


def test_every_component_has_wording_and_every_wording_an_answer() -> None:
    assert set(GUIDE.patterns) == set(COMPONENTS)
    assert set(IDS) == set(ANSWERS)
    assert len(IDS) == len(set(IDS))


@pytest.mark.parametrize(("number", "pattern"), PAIRS, ids=IDS)
def test_a_pattern_names_checks_its_component_has(number: int, pattern: object) -> None:
    known = {rule.code for rule in COMPONENTS[number].rules}
    assert set(pattern.fixes) <= known  # type: ignore[attr-defined]


@pytest.mark.parametrize(("number", "pattern"), PAIRS, ids=IDS)
def test_a_pattern_filled_in_answers_what_it_says_and_fails_nothing(
    number: int, pattern: object
) -> None:
    text = fill(pattern.words, ANSWERS[f"{number}-{pattern.code}"])  # type: ignore[attr-defined]
    assert find_gap(text) is None
    remarks = judge(number, text).remarks
    assert not {each.code for each in remarks} & set(pattern.fixes)  # type: ignore[attr-defined]
    if pattern.fixes:  # type: ignore[attr-defined]
        assert not [each for each in remarks if each.severity == Severity.ERROR]


@pytest.mark.parametrize(("number", "pattern"), PAIRS, ids=IDS)
def test_dots_wait_for_what_only_the_unit_knows(number: int, pattern: object) -> None:
    waits = bool(ANSWERS[f"{number}-{pattern.code}"])  # type: ignore[attr-defined]
    assert (find_gap(pattern.words) is not None) == waits  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", sorted(COMPONENTS))
def test_every_error_of_a_component_has_wording_that_answers_it(number: int) -> None:
    errors = {r.code for r in COMPONENTS[number].rules if r.severity == Severity.ERROR}
    answered = {code for pattern in GUIDE.patterns[number] for code in pattern.fixes}
    about_the_heading = {"wrong-title"}
    assert errors - answered <= about_the_heading


@pytest.mark.parametrize(("number", "pattern"), PAIRS, ids=IDS)
def test_when_a_pattern_fits_is_said_in_both_languages(number: int, pattern: object) -> None:
    assert all(pattern.fits[language] for language in ("id", "en"))  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_a_paper_that_says_all_fails_nothing(kind: str) -> None:
    assert not apply_rules(GUIDE.papers[kind], GOOD[kind])


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [(kind, code, words) for kind, each in WITHOUT.items() for code, words in each.items()],
)
def test_what_a_paper_leaves_out_is_asked_for(kind: str, code: str, words: str) -> None:
    remarks = apply_rules(GUIDE.papers[kind], GOOD[kind].replace(words, ""))
    assert code in {each.code for each in remarks}


def test_each_check_of_a_paper_is_tried() -> None:
    tried = {kind: set(each) for kind, each in WITHOUT.items()}
    assert tried == {kind: {r.code for r in rules} for kind, rules in GUIDE.papers.items()}
