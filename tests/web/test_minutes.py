"""Naskah: the Berita Acara of a unit says what was found, as PDF and as DOCX alike."""

import pytest
from django.utils import timezone

from tests.shared import shared
from tests.web.paper_files import list_sizes, read_docx, read_pdf
from tests.web.scored import Scored, make_round, make_scored
from tests.web.test_scores import read
from tests.world import make_user, make_world, new_uuid
from tilik.actions.findings import adjudicate, write_finding
from tilik.actions.sheets import open_sheet
from tilik.records.models import Freeze, Seat, User
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
PAGE = "naskah/"
MINUTES = "naskah/berita-acara/"


@shared
def scored() -> Scored:
    return make_scored(is_example=True)


def make(
    scored: Scored, user: User | None = None, unit: str = "sekolah", ending: str = "pdf"
) -> bytes:
    data = {"unit": unit, "format": ending}
    response = scored.log_in(user).post(scored.path(MINUTES), data)
    assert response.status_code == 200
    assert f'filename="berita-acara-pekppp-2024-{unit}.{ending}"' in response["Content-Disposition"]
    content: bytes = response.content
    return content


@pytest.mark.parametrize(("ending", "reader"), [("pdf", read_pdf), ("docx", read_docx)])
def test_the_minutes_say_who_what_and_each_indicator(scored: Scored, ending: str, reader) -> None:  # type: ignore[no-untyped-def]
    text = reader(make(scored, ending=ending))
    assert "BERITA ACARA" in text
    assert "Nomor: …" in text
    assert str(scored.world.evaluator) in text
    assert str(scored.world.head) in text
    assert "Dari 2 (dua) indikator yang diperiksa, 2 (dua) indikator telah dinilai." in text
    assert "Sekolah adalah 3,10 — kategori B Baik" in text
    assert "Menurut bukti." in text
    assert "Naik ke level 3: Tingkat 3." in text
    assert "bersifat sementara" in text


def test_what_nobody_rated_is_said_to_be_unrated_and_no_category_is_named(scored: Scored) -> None:
    text = read_pdf(make(scored, unit="klinik"))
    assert "1 (satu) indikator belum dinilai (belum dinilai tidak sama dengan nol)" in text
    assert "Lengkapi penilaian indikator ini." in text
    assert "kategori yang mungkin: D sampai A" in text
    assert "— kategori yang mungkin" in text
    assert "— kategori B" not in text


def test_the_annex_lies_across_and_example_data_is_marked(scored: Scored) -> None:
    content = make(scored)
    sizes = list_sizes(content)
    assert sizes[0] == (210, 297)
    assert sizes[-1] == (297, 210)
    assert read_pdf(content).count("DATA CONTOH – BUKAN HASIL RESMI") == len(sizes)


def test_the_paper_is_in_the_language_of_office_on_an_english_page(scored: Scored) -> None:
    client = scored.log_in()
    client.cookies["django_language"] = "en"
    data = {"unit": "sekolah", "format": "pdf"}
    assert "kategori B Baik" in read_pdf(client.post(scored.path(MINUTES), data).content)
    assert "Every paper of this period" in read(client, scored.path(PAGE), "en")


def test_evaluators_make_minutes_of_their_own_units_alone(scored: Scored) -> None:
    own = make_user(scored.world.government, Role.EVALUATOR, scored.world.clinic)
    page = read(scored.log_in(own), scored.path(PAGE))
    assert "Klinik" in page
    assert "Sekolah" not in page
    response = scored.log_in(own).post(scored.path(MINUTES), {"unit": "sekolah", "format": "pdf"})
    assert response.status_code == 403
    make(scored, own, "klinik")


@pytest.mark.parametrize("data", [{"unit": "tidak-ada", "format": "pdf"}, {"unit": "sekolah"}])
def test_what_is_not_there_is_not_found(scored: Scored, data: dict[str, str]) -> None:
    assert scored.log_in().post(scored.path(MINUTES), data).status_code == 404


def test_several_evaluators_sign_and_their_remarks_stand_side_by_side(scored: Scored) -> None:
    second = make_user(scored.world.government, Role.EVALUATOR)
    first, scored.world.evaluator = scored.world.evaluator, second
    sheet = open_sheet(
        by=second,
        round=scored.round,
        unit=scored.units["sekolah"],
        form="E",
        stage="desk",
        seat=Seat.objects.get(user=second),
    )
    write_finding(
        by=second, sheet=sheet, item="1", chosen="3", remark="Sudah ditetapkan.",
        client_uuid=new_uuid(),
    )  # fmt: skip
    text = read_pdf(make(scored.compute()))
    assert str(first) in text
    assert str(second) in text
    assert "Menurut bukti. Sudah ditetapkan." in text
    assert "2,5" in text  # two evaluators meet between two levels


def test_a_settled_level_brings_its_reason_and_the_highest_level_is_to_be_kept(
    scored: Scored,
) -> None:
    adjudicate(
        by=scored.world.admin, round=scored.round, unit=scored.units["sekolah"], form="E",
        item="2", chosen="5", reason="Disepakati pada rapat.", client_uuid=new_uuid(),
    )  # fmt: skip
    text = read_docx(make(scored.compute(), ending="docx"))
    assert "Disepakati pada rapat." in text
    assert "Pertahankan." in text


def test_a_frozen_round_is_no_longer_provisional(scored: Scored) -> None:
    Freeze.objects.create(
        government=scored.world.government, round=scored.round, n=1, sha256="ab" * 32,
        canonical=b"{}", by=scored.world.admin, at=timezone.now(),
    )  # fmt: skip
    text = read_pdf(make(scored))
    assert "sidik beku abababababababab" in text
    assert "bersifat sementara" not in text


def test_the_way_to_the_papers_is_shown_to_who_may_make_one(scored: Scored) -> None:
    way = f'href="{scored.path(PAGE)}"'
    for user, is_shown in ((scored.world.evaluator, True), (scored.world.operator, False)):
        page = scored.log_in(user).get(scored.path("peringkat/")).content.decode()
        assert (way in page) is is_shown


def test_before_anything_is_computed_the_minutes_still_name_every_indicator() -> None:
    scored = make_round(make_world("64.09"))
    text = read_pdf(make(scored))
    assert "2 (dua) indikator belum dinilai" in text
    assert text.count("Lengkapi penilaian indikator ini.") == 2
    assert "adalah" not in text.partition("Hasil penilaian adalah")[2].partition("LEVEL")[0]
