"""Last year's evidence: offered with its validity, brought along with one click, never twice."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.files import make_pdf
from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.proofs import PLACE, decide, make_proofs, offer
from tests.web.scored import Scored
from tests.world import make_world
from tilik.records.models import EvidenceLink, ItemMap
from tilik.records.queries.earlier import list_offers
from tilik.records.queries.evidence import list_documents

pytestmark = pytest.mark.django_db
EARLIER = "bukti/sekolah/tahun-lalu/"
TODAY = date(2024, 6, 1)


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@shared
def last() -> Scored:
    """The period of the year before."""
    return make_proofs(title="Bukti lama", year=2023)


@pytest.fixture
def now(last: Scored) -> Scored:
    """The period of this year, of the same units."""
    return make_proofs(last.world, "Bukti baru", 2024)


@pytest.fixture
def officer(now: Scored) -> Client:
    return now.log_in(now.world.operator)


def let_hold(link: EvidenceLink, days: int) -> EvidenceLink:
    """The evidence, whose document ends that many days from today."""
    link.document.valid_to = timezone.localdate() + timedelta(days=days)
    link.document.save()
    return link


def list_keys(made: Scored, **key: Any) -> list[tuple[str, str, str, bool | None]]:
    offers = list_offers(made.round, list_documents(made.units["sekolah"]), TODAY, **key)
    return [(each.document.title, each.item, each.slot, each.holds) for each in offers]


def bring(made: Scored, client: Client, *links: EvidenceLink, path: str = EARLIER) -> Any:
    """The answer to the documents of these, ticked for the first indicator."""
    keys = [f"E:{each.item}:{each.slot}:{each.document_id}" for each in links]
    return client.post(made.path(path), {"offer": keys, "act": "bring"})


def test_what_stood_for_an_indicator_last_year_is_offered_for_the_same_proof(
    last: Scored, now: Scored
) -> None:
    offer(last, name="SK.pdf", slot="b")
    offer(last, make_pdf("x"), "Spanduk.pdf", item="2")
    assert list_keys(now) == [("SK", "1", "b", None), ("Spanduk", "2", "", None)]
    assert list_keys(now, key=("E", "2")) == [("Spanduk", "2", "", None)]


def test_validity_is_said_and_unknown_is_not_valid(
    last: Scored, now: Scored, officer: Client
) -> None:
    let_hold(offer(last, name="Berlaku.pdf"), 400)
    let_hold(offer(last, make_pdf("b"), "Lewat.pdf"), -3)
    offer(last, make_pdf("c"), "Entah.pdf")
    page = read(officer, now.path(EARLIER))
    assert page.count(" checked") == 1
    assert "3 dokumen dari periode lain dapat dipakai lagi" in strip(page)
    assert "1 di antaranya masih berlaku dan sudah dicentang" in strip(page)
    assert "sudah tidak berlaku" in page
    assert "tidak menyebut masa berlaku" in page


def test_what_is_ticked_is_brought_along_and_the_rest_stays(
    last: Scored, now: Scored, officer: Client
) -> None:
    links = [offer(last, make_pdf(str(n)), f"SK {n}.pdf", slot="ab"[n % 2]) for n in range(3)]
    assert bring(now, officer, *links[:2]).status_code == 302
    brought = EvidenceLink.objects.filter(round=now.round)
    assert {each.document_id for each in brought} == {each.document_id for each in links[:2]}
    assert {each.status for each in brought} == {"waiting"}
    assert [title for title, *_ in list_keys(now)] == ["SK 2"]


def test_brought_twice_is_brought_once(last: Scored, now: Scored, officer: Client) -> None:
    link = offer(last)
    for _ in range(2):
        bring(now, officer, link)
    assert EvidenceLink.objects.filter(round=now.round).count() == 1


def test_the_indicators_own_page_offers_its_own_alone(
    last: Scored, now: Scored, officer: Client
) -> None:
    own, other = offer(last), offer(last, make_pdf("x"), "Spanduk.pdf", item="2")
    page = read(officer, now.path(PLACE))
    assert f'value="E:1:a:{own.document_id}"' in page
    assert f'value="E:2::{other.document_id}"' not in page
    bring(now, officer, own, other, path=PLACE)
    assert [each.item for each in EvidenceLink.objects.filter(round=now.round)] == ["1"]


def test_what_was_returned_or_withdrawn_last_year_is_not_offered(
    last: Scored, now: Scored, officer: Client
) -> None:
    decide(last, offer(last), accepts=False, reason="Kabur")
    withdrawn = offer(last, make_pdf("x"))
    officer.post(last.path(f"bukti/sekolah/{withdrawn.pk}/"), {"act": "withdraw"})
    assert list_keys(now) == []
    assert "Tidak ada yang perlu dibawa" in read(officer, now.path(EARLIER))


def test_a_later_period_offers_nothing_to_an_earlier_one(last: Scored, now: Scored) -> None:
    offer(now)
    assert list_keys(last) == []


def test_the_newest_of_several_periods_speaks_for_a_document(last: Scored, now: Scored) -> None:
    older = make_proofs(last.world, "Bukti paling lama", 2022)
    offer(older)
    offer(last)
    offers = list_offers(now.round, list_documents(now.units["sekolah"]), TODAY)
    assert [each.round.title for each in offers] == ["Bukti lama"]


def test_another_units_evidence_is_never_offered(last: Scored, now: Scored) -> None:
    offer(last, by=last.world.admin, unit="klinik")
    assert list_keys(now) == []


def test_a_bridge_leads_to_the_indicator_of_another_instrument(last: Scored, now: Scored) -> None:
    offer(last, name="SK.pdf")
    version = last.round.instrument_version
    other = make_other(now)
    assert list_keys(other) == []
    ItemMap.objects.create(
        old=version, old_form="E", old_item="1", new=other.round.instrument_version,
        new_form="E", new_item="2", kind="same",
    )  # fmt: skip
    assert list_keys(other) == [("SK", "2", "", None)]


def make_other(now: Scored) -> Scored:
    """A period of another instrument, of the same units."""
    from tests.web.scored import make_document, make_round

    forms = make_document()["forms"]
    return make_round(now.world, title="Lain", year=2024, code="lain", forms=forms)


def test_only_who_fills_in_brings_anything_along(last: Scored, now: Scored) -> None:
    link = offer(last)
    for who in ("evaluator", "leader"):
        client = now.log_in(getattr(now.world, who))
        assert client.get(now.path(EARLIER)).status_code == 200
        assert bring(now, client, link).status_code == 403
    stranger = now.log_in(make_world("65.01").admin)
    assert bring(now, stranger, link).status_code == 404
    assert not EvidenceLink.objects.filter(round=now.round).exists()


def test_the_proofs_of_an_indicator_ask_few_queries_however_much_stands_there(
    now: Scored, last: Scored
) -> None:
    for n in range(3):
        offer(last, make_pdf(f"lama {n}"), slot="a")
        offer(now, make_pdf(f"baru {n}"), slot="ab"[n % 2])
    client = now.log_in(now.world.evaluator)
    with CaptureQueriesContext(connection) as queries:
        page = strip(read(client, now.path(PLACE)))
    assert len(queries) <= 20
    assert "Bukti lama" in page
