"""What is asked of a paper before it is written: as the reader would judge it, with people's say."""

from datetime import date

import pytest
from django.utils import translation

from tests.files import Sent
from tests.shared import shared
from tests.web.drafted import FORUM, SIGNED, TEAM, add_standard, keep, make_paper, read_back, write
from tests.web.scored import log_in
from tests.world import World, make_world
from tilik.actions.standards import decide_component, set_component
from tilik.actions.units import add_service
from tilik.core.standards import Severity
from tilik.records.models import StandardVersion
from tilik.web.papers.checked import Concern, check_paper, count_errors, count_weak
from tilik.web.papers.entered import UnitWork

pytestmark = pytest.mark.django_db
DECREE = "keputusan-standar"


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def version(world: World) -> StandardVersion:
    return add_standard(world, "Legalisir Ijazah")


def check(world: World, kind: str = DECREE) -> list[Concern]:
    work = UnitWork(world.school)
    work.today = date(2026, 11, 24)
    return check_paper(work, kind)


def list_reasons(world: World, kind: str = DECREE) -> list[str]:
    return [each.reason for each in check(world, kind) if each.severity == Severity.ERROR]


def test_a_whole_standard_leaves_only_what_the_registry_brings(
    world: World, version: StandardVersion
) -> None:
    concerns = check(world)
    assert {each.severity for each in concerns} == {Severity.INFORMATION}
    assert "Nomor keputusan kosong." in [each.reason for each in concerns]
    keep(world, DECREE, **SIGNED)
    assert [each.reason for each in check(world)] == ["Forum konsultasi publik tidak disebut."]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "Sesuai peraturan yang berlaku"), (2, ""), (3, "Secepatnya"), (3, "Senin 08.00-15.00"),
        (4, "Sesuai Perda tentang retribusi"), (6, "Terlampir"), (11, "30 orang per hari"), (13, "-"),
    ],
)  # fmt: skip
def test_what_the_page_says_would_fail_fails_when_it_is_read(
    world: World, version: StandardVersion, number: int, text: str
) -> None:
    set_component(by=world.operator, version=version, number=number, text=text)
    concerns = [each for each in check(world) if each.severity == Severity.ERROR]
    assert [(each.service, each.number) for each in concerns] == [(version.service, number)]
    assert concerns[0].ask
    assert concerns[0].patterns or number == 13
    (service,) = read_back(write(make_paper(world, DECREE), "docx")).services
    assert [e.component.number for e in service.components if e.suggestion != "adequate"] == [
        number
    ]


def test_dots_left_from_a_pattern_would_fail(world: World, version: StandardVersion) -> None:
    text = "Data disimpan di … (tempat terkunci)"
    set_component(by=world.operator, version=version, number=13, text=text)
    (concern,) = [each for each in check(world) if each.severity == Severity.ERROR]
    assert (concern.number, concern.quote) == (13, text)


def test_what_a_person_decided_is_adequate_is_no_error(
    world: World, version: StandardVersion
) -> None:
    set_component(by=world.operator, version=version, number=3, text="Secepatnya")
    decide_component(
        by=world.admin, version=version, number=3, status="adequate", note="Layanan darurat"
    )
    assert list_reasons(world) == []
    assert any(each.number == 3 for each in check(world))


def test_a_service_without_a_standard_is_asked_for_only_where_it_is_chosen(
    world: World, version: StandardVersion
) -> None:
    add_service(by=world.admin, unit=world.school, code="mutasi", name="Mutasi")
    assert list_reasons(world) == []
    keep(world, DECREE, services=["legalisir-ijazah", "mutasi"])
    assert "Standar layanan ini belum tercatat." in list_reasons(world)


def test_a_decree_on_nothing_would_fail(world: World) -> None:
    assert len(list_reasons(world)) == 1
    keep(world, DECREE, services=[])
    assert len(list_reasons(world)) == 1


def test_a_law_left_out_and_a_repealed_decree_of_two_years_are_weak(
    world: World, version: StandardVersion
) -> None:
    repeals = "Keputusan Kepala Sekolah Nomor 1/2022 tanggal 3 Januari 2021"
    keep(world, DECREE, legal="Undang-Undang Nomor 25 Tahun 2009;", repeals=repeals, **SIGNED)
    reasons = " ".join(each.reason for each in check(world) if each.severity == Severity.WARNING)
    for words in ("PP 96/2012", "PermenPANRB 15/2014", "Tahun pada nomor keputusan yang dicabut"):
        assert words in reasons


def test_a_team_without_names_or_channels_would_fail(world: World) -> None:
    reasons = list_reasons(world, "tim-pengaduan")
    assert reasons == ["Masih ada titik-titik yang belum diisi."] * 3
    keep(world, "tim-pengaduan", **TEAM, channels="Kotak saran", deadlines="")
    concerns = check(world, "tim-pengaduan")
    assert "Tidak ada batas waktu." in [each.reason for each in concerns]
    assert count_weak(concerns) >= 2


def test_the_forum_asks_for_users_and_agreements(world: World) -> None:
    assert len(list_reasons(world, "berita-acara-fkp")) == 2
    keep(world, "berita-acara-fkp", **FORUM)
    assert check(world, "berita-acara-fkp") == []
    few = {**FORUM, "participants": FORUM["participants"][:3]}
    keep(world, "berita-acara-fkp", **few)
    concerns = check(world, "berita-acara-fkp")
    assert (count_errors(concerns), count_weak(concerns)) == (0, 1)


def test_a_promise_without_sanction_would_fail(world: World) -> None:
    assert check(world, "maklumat") == []
    keep(world, "maklumat", further="Kami ramah.")
    assert len(list_reasons(world, "maklumat")) == 2


def test_questions_are_asked_in_the_language_of_the_page(
    world: World, version: StandardVersion
) -> None:
    set_component(by=world.operator, version=version, number=3, text="Secepatnya")
    with translation.override("en"):
        (concern,) = [each for each in check(world) if each.severity == Severity.ERROR]
    assert concern.ask == "How many minutes, hours or working days?"


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_decree_written_here_and_read_again_brings_its_number_and_date_along(
    world: World, version: StandardVersion, ending: str, django_capture_on_commit_callbacks: object
) -> None:
    keep(world, DECREE, **SIGNED)
    content, client = write(make_paper(world, DECREE), ending), log_in(world.operator)
    name = f"sk.{ending}"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = client.post("/standar/sekolah/", {"act": "read", "file": Sent(content, name)})
    sent = {"act": "draft", "n": "0", "service": "baru", "name": "Dibaca lagi"}
    client.post(answer["Location"], sent)
    page = client.get("/standar/sekolah/dibaca-lagi/").content.decode()
    assert f'name="decree" maxlength="200" value="{SIGNED["number"]}"' in page
    assert f'name="signed_on" value="{SIGNED["day"]}"' in page
    assert "terbaca dari dokumen" in page
    typed = client.get("/standar/sekolah/legalisir-ijazah/").content.decode()
    assert 'name="decree" maxlength="200" value=""' in typed
