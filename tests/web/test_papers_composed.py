"""The papers whose blocks are data: each says all it should, and reads its own facts only."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tests.shared import build_once
from tests.web.paper_files import count_pages, read_docx, read_pdf
from tests.web.pekppp import Round3, make_round3
from tests.web.told import tell
from tilik.actions.papers import VERBS, Ways, set_ways
from tilik.core.errors import NotFound
from tilik.records.models import IssuedPaper
from tilik.web.papers.kinds import BY_CODE, KINDS, KNOWN, draft
from tilik.web.papers.tables import format_clock_wib, say_both
from tilik.web.papers.work import Work, fingerprint

NAMES = (
    "keputusan-tim",
    "surat-pembukaan",
    "surat-tugas",
    "daftar-hadir",
    "lembar-foto",
    "laporan",
    "surat-pengantar",
    "keputusan-hasil",
)
PER = {kind.code: kind.per for kind in KINDS}


def fix_time(made: Round3) -> Round3:
    """The round with phases on days that never move."""
    for n, phase in enumerate(made.round.phases.order_by("n"), 1):
        phase.starts_at = datetime(2026, n, 1, 0, 0, tzinfo=UTC)
        phase.ends_at = datetime(2026, n, 20, 15, 59, tzinfo=UTC)
        phase.save()
    made.round.refresh_from_db()
    return made


def make(made: Round3, name: str, unit: str = "dinas") -> Any:
    """The paper's draft, made on a day that never moves."""
    with translation.override("id"):
        work = Work(made.round)
        work.today = date(2026, 11, 24)
        per = PER[name]
        member = next(row for row in work.members if row.unit.code == unit)
        subject = str(made.evaluator.pk) if per == "evaluator" else ""
        return draft(work, BY_CODE[name], member if per == "unit" else None, subject)


def told(made: Round3, name: str, unit: str = "dinas") -> tuple[str, ...]:
    return tuple(tell(make(made, name, unit)))


@pytest.fixture(scope="module")
def _round3(django_db_setup: None, django_db_blocker: Any) -> Iterator[Round3]:
    yield from build_once(django_db_blocker, lambda: fix_time(make_round3()))


@pytest.fixture
def round3(_round3: Round3, db: None) -> Round3:
    return _round3


@pytest.mark.parametrize("name", NAMES)
def test_each_paper_says_all_of_it(round3: Round3, name: str) -> None:
    from tests.web.said import office, results

    said = office if name in NAMES[:4] else results
    assert told(round3, name) == getattr(said, name.upper().replace("-", "_"))


def test_every_kind_has_a_right_and_every_right_a_kind() -> None:
    assert set(VERBS) == set(KNOWN)
    others = {"berita-acara", "rekap", "piagam", "paparan", "paket", "paket-unit"}
    others |= {"laporan-skm", "tindak-lanjut-skm", "rekap-skm"}
    assert set(NAMES) | others == set(BY_CODE)


def test_no_category_is_laid_down_where_several_are_possible(round3: Round3) -> None:
    rows = [line for line in told(round3, "keputusan-hasil") if "Rumah Sakit" in line]
    assert len(rows) == 1
    assert "belum dapat ditetapkan (E sampai B)" in rows[0]


def test_the_government_s_own_regulations_stand_among_the_national_ones(round3: Round3) -> None:
    ways = Ways("Bagian Organisasi", "", "", "Kota", "A4", "", "Perda Nomor 7;\nPerbup Nomor 9")
    set_ways(by=round3.admin, government=round3.government, ways=ways)
    lines = told(round3, "keputusan-hasil")
    assert "Mengingat : Perda Nomor 7;" in lines
    assert "Mengingat : Perbup Nomor 9;" in lines


def test_deadlines_are_told_in_local_time_and_in_wib() -> None:
    at = datetime(2026, 1, 20, 15, 59, tzinfo=UTC)
    with translation.override("id"):
        assert say_both(at) == "20 Januari 2026 23.59 WITA\n(22.59 WIB)"
    assert format_clock_wib(at) == "22.59"


def test_an_evaluator_with_units_of_their_own_is_sent_to_those_alone(round3: Round3) -> None:
    with translation.override("id"):
        second = draft(Work(round3.round), BY_CODE["surat-tugas"], None, str(round3.second.pk))
    rows = [line for line in tell(second) if line.startswith("| 1 |")]
    assert rows == ["| 1 | Dinas Contoh |  | "]
    assert "Dinas Contoh" not in " ".join(told(round3, "surat-tugas"))


def test_nobody_but_an_evaluator_of_the_round_is_sent(round3: Round3) -> None:
    with pytest.raises(NotFound):
        draft(Work(round3.round), BY_CODE["surat-tugas"], None, str(round3.operator.pk))


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_hold_no_personal_value(round3: Round3, name: str) -> None:
    facts = str(make(round3, name).facts)
    for user in (round3.evaluator, round3.second, round3.head):
        assert str(user) not in facts
        assert user.person.nip not in facts


@pytest.mark.parametrize("name", ["laporan", "keputusan-hasil", "surat-pengantar"])
def test_other_levels_are_other_facts(round3: Round3, name: str) -> None:
    before = fingerprint(make(round3, name).facts)
    round3.survey("rumah-sakit", 5)
    round3.compute()
    assert fingerprint(make(round3, name).facts) != before


@pytest.mark.parametrize(("ending", "read"), [("pdf", read_pdf), ("docx", read_docx)])
@pytest.mark.parametrize("name", NAMES)
def test_each_paper_comes_out_of_the_page_as_pdf_and_docx(
    round3: Round3, name: str, ending: str, read: Any
) -> None:
    data = {"unit": "dinas", "subject": str(round3.evaluator.pk), "format": ending}
    response = round3.log_in().post(round3.path(f"naskah/{name}/"), data)
    assert response.status_code == 200
    paper = IssuedPaper.objects.latest("pk")
    assert paper.kind == name
    assert str(paper) in read(response.content)


def test_the_office_s_papers_are_not_the_evaluator_s_to_make(round3: Round3) -> None:
    client = round3.log_in(round3.evaluator)
    path = round3.path("naskah/keputusan-hasil/")
    assert client.post(path, {"format": "pdf"}).status_code == 403
    page = client.get(round3.path("naskah/")).content.decode()
    assert "Daftar hadir" in page
    assert "Keputusan hasil" not in page


@pytest.mark.slow
def test_a_word_processor_opens_every_paper_and_keeps_it_together(
    round3: Round3, tmp_path: Path
) -> None:
    for name in NAMES:
        data = {"unit": "dinas", "subject": str(round3.evaluator.pk), "format": "docx"}
        made = round3.log_in().post(round3.path(f"naskah/{name}/"), data)
        (tmp_path / f"{name}.docx").write_bytes(made.content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = sorted(map(str, tmp_path.glob("*.docx")))
    words = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*words, *files], check=True, timeout=300, capture_output=True)
    for name in NAMES:
        opened = (tmp_path / f"{name}.pdf").read_bytes()
        code = str(IssuedPaper.objects.filter(kind=name).latest("pk"))
        assert code in read_pdf(opened)
    assert count_pages((tmp_path / "lembar-foto.pdf").read_bytes()) == 1
