"""Links as evidence: fetched once by the worker, kept like a sent file, or refused and told why."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.files import HOSTILE, make_docx, make_pdf
from tests.reading.outside import Answer, open_outside
from tests.shared import shared
from tests.web.proofs import decide, get_place, make_proofs, offer
from tests.web.scored import Scored
from tests.world import make_world, new_uuid
from tilik.actions import pinning
from tilik.actions.pinning import drop_link, fetch_waiting, pin_link, take_link
from tilik.core.errors import Conflict, NotFound, PermissionDenied, UserError
from tilik.reading.fetching import Fetched, fetch
from tilik.records.models import AuditEvent, DocumentVersion, EvidenceLink, Freeze, PinnedLink
from tilik.records.models.document import PinStatus
from tilik.records.queries.evidence import get_current

pytestmark = pytest.mark.django_db
ADDRESS = "https://contoh.go.id/sk.pdf"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@shared
def proofs() -> Scored:
    return make_proofs()


def pin(proofs: Scored, address: str = ADDRESS, **more: Any) -> PinnedLink:
    given = {"by": proofs.world.operator, "place": get_place(proofs), "client_uuid": new_uuid()}
    return pin_link(address=address, **{**given, **more})


def give(content: bytes, name: str = "sk.pdf") -> Any:
    """A way of fetching that finds this."""
    return lambda _address, most: Fetched(content, name)


def refuse(code: str, **facts: Any) -> Any:
    """A way of fetching that finds nothing."""

    def get(_address: str, most: int) -> Fetched:
        raise UserError(code, **facts)

    return get


def test_a_link_becomes_a_document_of_the_unit_with_its_source_and_its_day(proofs: Scored) -> None:
    found = pin(proofs)
    assert found.status == PinStatus.WAITING
    assert not EvidenceLink.objects.exists()
    assert take_link(found.pk, give(make_pdf(), "SK Bupati.pdf")) == PinStatus.FETCHED
    link = EvidenceLink.objects.get()
    version = get_current(link.document)
    assert (link.slot, link.by, link.document.title) == ("a", proofs.world.operator, "SK Bupati")
    assert version.sha256 == hashlib.sha256(make_pdf()).hexdigest()
    assert (version.source_address, version.by) == (ADDRESS, proofs.world.operator)
    assert version.fetched_at is not None
    assert PinnedLink.objects.get().version == version


def test_a_real_server_is_asked_and_what_it_says_later_changes_nothing(
    proofs: Scored, tmp_path: Path
) -> None:
    found = pin(proofs, "http://contoh.go.id/sk.pdf")
    with open_outside(tmp_path) as outside:
        outside.answers["contoh.go.id/sk.pdf"] = Answer(make_pdf())
        ways = {"connect": outside.connect}
        take_link(found.pk, lambda address, most: fetch(address, most=most, **ways))
        outside.answers["contoh.go.id/sk.pdf"] = Answer(make_pdf("lain"))
        take_link(found.pk, lambda address, most: fetch(address, most=most, **ways))
        assert len(outside.asked) == 1
    version = DocumentVersion.objects.get()
    assert version.sha256 == hashlib.sha256(make_pdf()).hexdigest()


def test_the_same_link_again_is_a_new_version_and_a_returned_one_waits_again(
    proofs: Scored,
) -> None:
    take_link(pin(proofs).pk, give(make_pdf()))
    link = EvidenceLink.objects.get()
    decide(proofs, link, accepts=False, reason="Belum bertanda tangan")
    take_link(pin(proofs).pk, give(make_pdf("bertanda tangan")))
    link.refresh_from_db()
    assert (link.status, link.document.versions.count()) == ("waiting", 2)
    take_link(pin(proofs).pk, give(make_pdf("bertanda tangan")))
    assert DocumentVersion.objects.count() == 2


def test_bytes_the_unit_has_already_are_that_document(proofs: Scored) -> None:
    offer(proofs, slot="b")
    take_link(pin(proofs).pk, give(make_pdf()))
    assert EvidenceLink.objects.count() == 2
    assert DocumentVersion.objects.count() == 1


@pytest.mark.parametrize("name", ["a web page", "a PDF with a script", "any zip", "nothing"])
def test_what_is_fetched_passes_the_same_checks_as_what_is_sent(proofs: Scored, name: str) -> None:
    content, code = HOSTILE[name]
    found = pin(proofs)
    assert take_link(found.pk, give(content)) == PinStatus.REFUSED
    found.refresh_from_db()
    assert found.code == code
    assert not EvidenceLink.objects.exists()


def test_a_refusal_is_kept_with_its_figures_and_asked_again_it_waits_again(proofs: Scored) -> None:
    found = pin(proofs)
    take_link(found.pk, refuse("link-status", found=503))
    found.refresh_from_db()
    assert (found.status, found.code, found.facts) == ("refused", "link-status", {"found": 503})
    again = pin(proofs)
    found.refresh_from_db()
    assert (found.status, again.status) == ("dropped", "waiting")
    take_link(again.pk, give(make_docx()))
    assert EvidenceLink.objects.get().document.versions.get().file_name == "sk.docx"


def test_a_link_that_waits_is_not_asked_for_twice(proofs: Scored) -> None:
    assert pin(proofs) == pin(proofs)
    with pytest.raises(Conflict, match="sent-before"):
        pin(proofs, ADDRESS + "?b", client_uuid=PinnedLink.objects.get().client_uuid)


def test_a_unit_has_a_bound_of_links_that_wait(
    proofs: Scored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pinning, "MOST_WAITING", 1)
    pin(proofs)
    with pytest.raises(UserError, match="links-many"):
        pin(proofs, ADDRESS + "?b")


def test_a_link_taken_away_meanwhile_stays_away(proofs: Scored) -> None:
    found = pin(proofs)
    drop_link(by=proofs.world.operator, place=get_place(proofs), pk=found.pk)
    assert take_link(found.pk, give(make_pdf())) == PinStatus.DROPPED
    assert not EvidenceLink.objects.exists()
    with pytest.raises(NotFound):
        drop_link(by=proofs.world.operator, place=get_place(proofs), pk=found.pk)


def test_only_who_may_fill_in_may_offer_a_link_or_take_one_away(proofs: Scored) -> None:
    found = pin(proofs)
    for who in (proofs.world.evaluator, make_world("65.01").operator):
        with pytest.raises(PermissionDenied):
            pin(proofs, ADDRESS + "?b", by=who)
        with pytest.raises(PermissionDenied):
            drop_link(by=who, place=get_place(proofs), pk=found.pk)


@pytest.mark.parametrize("address", ["sk.pdf", "ftp://contoh.go.id/a", "https://a:b@contoh.go.id"])
def test_what_is_no_address_never_waits(proofs: Scored, address: str) -> None:
    with pytest.raises(UserError, match="link-"):
        pin(proofs, address)
    assert not PinnedLink.objects.exists()


def test_turned_off_no_link_is_taken_and_none_that_waits_is_fetched(
    proofs: Scored, settings: Any
) -> None:
    found = pin(proofs)
    settings.TILIK_LINKS = False
    with pytest.raises(UserError, match="links-off"):
        pin(proofs, ADDRESS + "?b")
    assert take_link(found.pk, give(make_pdf())) == PinStatus.WAITING


def test_a_period_frozen_meanwhile_takes_nothing_more(proofs: Scored) -> None:
    found = pin(proofs)
    Freeze.objects.create(
        government=proofs.world.government, round=proofs.round, n=1, sha256="0" * 64,
        canonical=b"{}", by=proofs.world.admin, at=timezone.now(),
    )  # fmt: skip
    assert take_link(found.pk, give(make_pdf())) == PinStatus.REFUSED
    found.refresh_from_db()
    assert found.code == "round-frozen"
    assert not DocumentVersion.objects.exists()


def test_what_a_stopped_worker_left_waiting_is_fetched_later(
    proofs: Scored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pinning, "fetch", give(make_pdf()))
    found = pin(proofs)
    fetch_waiting.call()
    found.refresh_from_db()
    assert found.status == PinStatus.WAITING
    PinnedLink.objects.update(at=timezone.now() - timedelta(minutes=11))
    fetch_waiting.call()
    found.refresh_from_db()
    assert found.status == PinStatus.FETCHED


def test_the_trail_knows_of_a_link_and_not_its_address(proofs: Scored) -> None:
    address = ADDRESS + "?nama=budi"
    take_link(pin(proofs, address).pk, give(make_pdf()))
    verbs = list(AuditEvent.objects.filter(item="1").values_list("verb", flat=True))
    assert {"evidence.pin", "document.version", "evidence.offer", "evidence.fetch"} <= set(verbs)
    assert "budi" not in str(list(AuditEvent.objects.values()))
