"""A file in pieces: goes on where it ended, arrives once, and nobody reaches another's pieces."""

import time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.files import make_pdf
from tests.shared import shared
from tests.web.proofs import PLACE, make_proofs
from tests.web.scored import Scored
from tests.world import new_uuid
from tilik.actions.partial import KEPT, MOST, clear_partial
from tilik.records.models import EvidenceLink

pytestmark = pytest.mark.django_db
CONTENT = make_pdf("x" * 3000)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "partial"


@shared
def proofs() -> Scored:
    return make_proofs()


@pytest.fixture
def officer(proofs: Scored) -> Client:
    return proofs.log_in(proofs.world.operator)


def send(
    client: Client, made: Scored, uuid: UUID, offset: int, piece: bytes,
    length: int = len(CONTENT), slot: str = "a", name: str = "SK.pdf",
) -> Any:  # fmt: skip
    """The answer to one piece."""
    return client.post(
        made.path(f"{PLACE}unggah/{uuid}/?slot={slot}"), piece, "application/octet-stream",
        headers={"Upload-Offset": str(offset), "Upload-Length": str(length), "Upload-Name": name},
    )  # fmt: skip


def ask(client: Client, made: Scored, uuid: UUID) -> int:
    offset: int = client.get(made.path(f"{PLACE}unggah/{uuid}/?slot=a")).json()["offset"]
    return offset


def test_a_file_in_pieces_arrives_whole(proofs: Scored, officer: Client, folder: Path) -> None:
    uuid = new_uuid()
    for offset in range(0, len(CONTENT), 1000):
        response = send(officer, proofs, uuid, offset, CONTENT[offset : offset + 1000])
        assert response.status_code == 200
    assert "data-add" in response.content.decode()
    link = EvidenceLink.objects.get()
    assert link.client_uuid == uuid
    assert link.document.versions.get().size == len(CONTENT)
    assert not list(folder.iterdir())


def test_after_a_break_it_goes_on_where_it_ended(proofs: Scored, officer: Client) -> None:
    uuid = new_uuid()
    assert ask(officer, proofs, uuid) == 0
    send(officer, proofs, uuid, 0, CONTENT[:1500])
    assert ask(officer, proofs, uuid) == 1500
    send(officer, proofs, uuid, 1500, CONTENT[1500:])
    assert EvidenceLink.objects.count() == 1


def test_a_piece_sent_twice_or_out_of_turn_changes_nothing(proofs: Scored, officer: Client) -> None:
    uuid = new_uuid()
    send(officer, proofs, uuid, 0, CONTENT[:1000])
    for offset in (0, 500, 2000):
        response = send(officer, proofs, uuid, offset, CONTENT[:100])
        assert response.status_code == 409
        assert response.json() == {"offset": 1000}
    assert ask(officer, proofs, uuid) == 1000


def test_whose_last_answer_was_lost_sends_again_and_it_counts_once(
    proofs: Scored, officer: Client
) -> None:
    uuid = new_uuid()
    for _ in range(2):
        assert send(officer, proofs, uuid, 0, CONTENT).status_code == 200
    assert EvidenceLink.objects.count() == 1


def test_another_file_under_a_used_uuid_is_refused_in_words(
    proofs: Scored, officer: Client
) -> None:
    uuid, other = new_uuid(), make_pdf("lain")
    send(officer, proofs, uuid, 0, CONTENT)
    page = send(officer, proofs, uuid, 0, other, length=len(other)).content.decode()
    assert "SK.pdf: Halaman ini sudah pernah mengirim dokumen lain." in page


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"<svg/>", "Hanya PDF, Word"), (b"", "Berkas kosong"), (CONTENT[:900], "terpotong")],
)
def test_a_whole_file_that_is_not_taken_says_why_and_leaves_nothing(
    proofs: Scored, officer: Client, folder: Path, content: bytes, words: str
) -> None:
    page = send(officer, proofs, new_uuid(), 0, content, length=len(content)).content.decode()
    assert words in page
    assert not list(folder.iterdir())


def test_a_file_that_would_be_too_large_is_refused_at_its_first_piece(
    proofs: Scored, officer: Client, settings: Any
) -> None:
    settings.TILIK_DOCUMENT_BYTES = 2000
    uuid = new_uuid()
    assert "lebih besar dari" in send(officer, proofs, uuid, 0, CONTENT[:100]).content.decode()
    assert ask(officer, proofs, uuid) == 0
    cheat = send(officer, proofs, uuid, 0, CONTENT, length=1000)
    assert "lebih besar dari" in cheat.content.decode()


@pytest.mark.parametrize("headers", [{}, {"Upload-Offset": "-1"}, {"Upload-Offset": "9" * 30}])
def test_a_piece_that_does_not_say_where_it_belongs_is_refused(
    proofs: Scored, officer: Client, headers: dict[str, str]
) -> None:
    path = proofs.path(f"{PLACE}unggah/{new_uuid()}/?slot=a")
    response = officer.post(path, b"x", "application/octet-stream", headers=headers)
    assert 'class="error-text"' in response.content.decode()


def test_nobody_reaches_the_pieces_of_another(proofs: Scored, officer: Client) -> None:
    uuid = new_uuid()
    send(officer, proofs, uuid, 0, CONTENT[:1000])
    admin = proofs.log_in(proofs.world.admin)
    assert ask(admin, proofs, uuid) == 0
    assert send(admin, proofs, uuid, 1000, CONTENT[1000:]).json() == {"offset": 0}
    assert ask(officer, proofs, uuid) == 1000


def test_nobody_has_more_under_way_than_is_needed(proofs: Scored, officer: Client) -> None:
    for _ in range(MOST):
        send(officer, proofs, new_uuid(), 0, b"x")
    page = send(officer, proofs, new_uuid(), 0, b"x").content.decode()
    assert "Masih banyak berkas dalam perjalanan." in page


def test_a_file_whose_rest_never_comes_is_given_up(
    proofs: Scored, officer: Client, folder: Path
) -> None:
    send(officer, proofs, new_uuid(), 0, b"x")
    assert clear_partial() == 0
    assert clear_partial(now=time.time() + KEPT + 60) == 1
    assert not list(folder.iterdir())


def test_after_the_deadline_not_even_a_piece_is_kept(proofs: Scored, officer: Client) -> None:
    proofs.round.phases.filter(stage="claim").update(
        starts_at="2024-01-01T00:00Z", ends_at="2024-01-05T00:00Z"
    )
    uuid = new_uuid()
    page = send(officer, proofs, uuid, 0, CONTENT[:100]).content.decode()
    assert "Waktunya sudah habis" in page
    assert ask(officer, proofs, uuid) == 0
