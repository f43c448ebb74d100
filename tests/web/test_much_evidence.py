"""Sixty documents at one indicator, each in three versions and some links: few queries still."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.shared import shared
from tests.web.proofs import PLACE, decide, make_proofs, offer
from tests.web.scored import Scored
from tilik.actions.readings import read_version
from tilik.records.models import DocumentVersion, EvidenceLink, PinnedLink

pytestmark = pytest.mark.django_db
MOST, DOCUMENTS, VERSIONS = 20, 60, 3


@shared
def heaped() -> Scored:
    """One real document, checked and returned, and many like it beside it."""
    made = make_proofs()
    first = offer(made)
    read_version.call(first.document.versions.get().pk)
    decide(made, first, accepts=False, reason="Tanpa nomor.")
    first.refresh_from_db()
    version = first.document.versions.get()
    home = {"government": made.world.government}
    for n in range(DOCUMENTS - 1):
        document = type(first.document).objects.create(
            **home, unit=first.unit, title=f"SK {n}", valid_to=made.round.period_start
        )
        DocumentVersion.objects.bulk_create(
            DocumentVersion(
                **home, document=document, n=k, sha256=f"{n:032}{k % 2:032}", size=9,
                media_type=version.media_type, file_name="SK.pdf", storage_key=version.storage_key,
                by=made.world.operator, at=timezone.now(), client_uuid=uuid4(),
            )
            for k in range(1, VERSIONS + 1)
        )  # fmt: skip
        place = {"round": made.round, "unit": first.unit, "form": "E", "item": "1"}
        EvidenceLink.objects.create(
            **home, **place, slot=first.slot, document=document, by=made.world.operator,
            at=timezone.now(), client_uuid=uuid4(),
        )  # fmt: skip
        PinnedLink.objects.create(
            **home, **place, slot=first.slot, address=f"https://contoh.go.id/{n}.pdf",
            by=made.world.operator, at=timezone.now(), client_uuid=uuid4(),
        )  # fmt: skip
    return made


@pytest.mark.parametrize(
    ("rest", "who"),
    [
        (PLACE, "operator"),
        (PLACE, "evaluator"),
        ("bukti/sekolah/", "operator"),
        ("isian/sekolah/K/a/", "operator"),
        ("isian/sekolah/", "operator"),
        ("tenggat/sekolah/", "operator"),
        ("verifikasi/sekolah/", "evaluator"),
        ("verifikasi/E/1/?unit=sekolah", "evaluator"),
    ],
)
def test_sixty_documents_cost_no_more_queries_than_one(heaped: Scored, rest: str, who: str) -> None:
    client = heaped.log_in(getattr(heaped.world, who))
    client.get(heaped.path(rest))  # the instrument is read once a process
    with CaptureQueriesContext(connection) as queries:
        response = client.get(heaped.path(rest))
    assert response.status_code == 200
    assert 0 < len(queries) <= MOST


@pytest.mark.parametrize("who", ["operator", "evaluator"])
def test_one_paper_among_sixty_asks_few_queries(heaped: Scored, who: str) -> None:
    link = EvidenceLink.objects.order_by("pk").last()
    assert link is not None
    assert EvidenceLink.objects.filter(form="E", item="1").count() == DOCUMENTS
    client = heaped.log_in(getattr(heaped.world, who))
    with CaptureQueriesContext(connection) as queries:
        response = client.get(heaped.path(f"bukti/sekolah/{link.pk}/"))
    assert response.status_code == 200
    assert len(queries) <= MOST
