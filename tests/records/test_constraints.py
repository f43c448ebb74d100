"""The database itself keeps who, when and what was decided together."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from tests.shared import shared
from tests.world import World, in_days, make_world
from tilik.actions.sheets import open_sheet
from tilik.records.models import (
    Action,
    Adjudication,
    AnswerRevision,
    Campaign,
    Complaint,
    ComplaintEvent,
    Document,
    DocumentVersion,
    EvidenceLink,
    Finding,
    Freeze,
    Government,
    Job,
    Objection,
    Outbox,
    OversightProduct,
    Person,
    Publication,
    Response,
    Result,
    Round,
    RoundUnit,
    Seat,
    Service,
    ServiceVolume,
    Sheet,
    StandardComponent,
    StandardVersion,
    Unit,
    UnitLineage,
    User,
)

pytestmark = pytest.mark.django_db
NOW, SHA = timezone.now(), "0" * 64
DAY = NOW.date()


class Rows:
    """A sound row of each kind, from which a test changes one thing."""

    def __init__(self) -> None:
        world = self.world = make_world()
        self.own = {"government": world.government}
        self.made = {"by": world.admin, "at": NOW}
        self.place = {**self.own, "round": world.round, "unit": world.school}
        self.sheet = open_sheet(by=world.admin, round=world.round, unit=world.school, form="K")
        self.service = Service.objects.create(**self.own, unit=world.school, code="s", name="S")
        self.document = Document.objects.create(**self.own, title="SK")

    def finding(self, **changes: Any) -> Finding:
        return Finding.objects.create(**{**self.own, "sheet": self.sheet, "item": "1", **changes})

    def campaign(self, **changes: Any) -> Campaign:
        words = {
            **self.place,
            **self.made,
            "instrument_version": self.world.instrument,
            "form": "F",
        }
        words |= {"title": "x", "period_start": DAY, "period_end": DAY}
        return Campaign.objects.create(**{**words, **changes})

    def response(self, **changes: Any) -> Response:
        words = {**self.own, "day": DAY, "channel": "qr", "answers": {}}
        return Response.objects.create(**{**words, "campaign": self.campaign(), **changes})

    def complaint(self, **changes: Any) -> Complaint:
        words = {**self.own, "tracking_hash": uuid.uuid4().hex, "channel": "surat", "text": "x"}
        return Complaint.objects.create(**{**words, "received_at": NOW, **changes})

    def freeze(self, **changes: Any) -> Freeze:
        words = {**self.own, **self.made, "round": self.world.round, "n": 1, "sha256": SHA}
        return Freeze.objects.create(**{**words, "canonical": b"{}", **changes})

    def standard(self, **changes: Any) -> StandardVersion:
        words = {**self.own, **self.made, "service": self.service, "n": 1}
        return StandardVersion.objects.create(**{**words, **changes})

    def result(self, **changes: Any) -> Result:
        words = {
            **self.place,
            "run": uuid.uuid4(),
            "scope": "unit",
            "basis": "final",
            "variant": "",
        }
        words |= {"numerator": "1", "denominator": "2", "inputs_sha": SHA, "instrument_sha": SHA}
        words |= {"instrument_version": self.world.instrument, "code_version": "0", "tree": b""}
        return Result.objects.create(**{**words, "at": NOW, **changes})

    def evidence(self, **changes: Any) -> EvidenceLink:
        words = {**self.place, **self.made, "form": "K", "item": "1", "document": self.document}
        return EvidenceLink.objects.create(**{**words, **changes})

    def revision(self, **changes: Any) -> AnswerRevision:
        words = {**self.own, **self.made, "sheet": self.sheet, "item": "1", "value": "ya"}
        return AnswerRevision.objects.create(**{**words, **changes})


SOUND: dict[str, Callable[[Rows], models.Model]] = {
    "finding": Rows.finding,
    "campaign": Rows.campaign,
    "response": Rows.response,
    "complaint": Rows.complaint,
    "freeze": Rows.freeze,
    "standard": Rows.standard,
    "result": Rows.result,
    "evidence": Rows.evidence,
    "revision": Rows.revision,
}

BROKEN: dict[str, Callable[[Rows], Any]] = {
    "a person nobody can reach": lambda r: Person.objects.create(
        user=User.objects.create(), full_name="x"
    ),
    "an empty phone number": lambda r: Person.objects.create(
        user=User.objects.create(), full_name="x", nip="1", phone=""
    ),
    "a government of no kind": lambda r: Government.objects.create(
        code_kemendagri="1", name="x", kind="desa"
    ),
    "a unit that ends before it begins": lambda r: Unit.objects.create(
        **r.own, code="x", name="x", valid_from=DAY, valid_to=in_days(-9).date()
    ),
    "a week of four days": lambda r: Unit.objects.create(
        **r.own, code="x", name="x", workdays_per_week=4
    ),
    "a merger of a unit with itself": lambda r: UnitLineage.objects.create(
        **r.own, kind="merged", before=r.world.school, after=r.world.school, on=DAY
    ),
    "a volume of a backward period": lambda r: ServiceVolume.objects.create(
        **r.own, service=r.service, period_start=DAY, period_end=in_days(-9).date(), users=1
    ),
    "a duration without its unit": lambda r: r.standard(duration=3),
    "a fifteenth component": lambda r: StandardComponent.objects.create(
        **r.own, version=r.standard(), number=15
    ),
    "a component judged by nobody": lambda r: StandardComponent.objects.create(
        **r.own, version=r.standard(), number=1, judged_at=NOW
    ),
    "a round of an unknown scheme": lambda r: Round.objects.filter(pk=r.world.round.pk).update(
        scheme="x"
    ),
    "an extension without a letter": lambda r: RoundUnit.objects.update(extended_until=NOW),
    "an operator of no unit": lambda r: Seat.objects.create(
        **r.own, user=r.world.admin, role="operator-unit", valid_from=NOW
    ),
    "an admin of no government": lambda r: Seat.objects.create(
        user=r.world.admin, role="admin-kabupaten", valid_from=NOW
    ),
    "a system admin of one government": lambda r: Seat.objects.create(
        **r.own, user=r.world.admin, role="admin-sistem", valid_from=NOW
    ),
    "the same sheet twice": lambda r: Sheet.objects.create(
        **r.place, form="K", stage="claim", opened_at=NOW
    ),
    "a sheet sent by nobody": lambda r: Sheet.objects.update(sent_at=NOW),
    "a sheet approved at no time": lambda r: Sheet.objects.update(approved_by=r.world.head),
    "a value and a gap": lambda r: r.revision(absence="not-answered"),
    "neither value nor gap": lambda r: r.revision(value=None),
    "a gap of no kind": lambda r: r.revision(value=None, absence="kosong"),
    "the same client uuid": lambda r: [r.revision(client_uuid=uuid.UUID(int=1)) for _ in "ab"],
    "a finding returned without reason": lambda r: r.finding(
        returned_by=r.world.admin, returned_at=NOW
    ),
    "a settlement without reason": lambda r: Adjudication.objects.create(
        **r.place, **r.made, form="E", item="1", chosen="1", reason=""
    ),
    "an objection without reason": lambda r: Objection.objects.create(
        **r.own, **r.made, finding=r.finding()
    ),
    "a decision by nobody": lambda r: Objection.objects.create(
        **r.own, **r.made, finding=r.finding(), agrees=True, decision="accepted"
    ),
    "evidence accepted by nobody": lambda r: r.evidence(status="accepted"),
    "evidence decided and waiting": lambda r: r.evidence(decided_by=r.world.admin, decided_at=NOW),
    "evidence returned without reason": lambda r: r.evidence(
        status="returned", decided_by=r.world.admin, decided_at=NOW
    ),
    "a fetched file without its day": lambda r: DocumentVersion.objects.create(
        **r.own,
        **r.made,
        document=r.document,
        n=1,
        sha256=SHA,
        size=1,
        media_type="x",
        file_name="x",
        storage_key="x",
        source_address="https://contoh.example/sk.pdf",
    ),
    "a campaign closed by nobody": lambda r: r.campaign(closed_at=NOW),
    "a response left out without reason": lambda r: r.response(
        excluded_by=r.world.admin, excluded_at=NOW
    ),
    "half a fraction": lambda r: r.result(denominator=None),
    "half a range": lambda r: r.result(low="1/2"),
    "a missing result without a status": lambda r: r.result(numerator=None, denominator=None),
    "a unit's result of no unit": lambda r: r.result(unit=None),
    "a result out of nothing": lambda r: r.result(round=None),
    "a second freeze chained to nothing": lambda r: r.freeze(n=2, reason="x"),
    "a freeze re-opened without reason": lambda r: r.freeze(n=2, previous_sha=SHA),
    "a publication withdrawn without reason": lambda r: Publication.objects.create(
        **r.own,
        **r.made,
        freeze=r.freeze(),
        decision=r.document,
        bundle_sha=SHA,
        withdrawn_at=NOW,
        withdrawn_by=r.world.admin,
    ),
    "an action more than done": lambda r: Action.objects.create(
        **r.own, **r.made, title="x", progress=101
    ),
    "an action done by nobody": lambda r: Action.objects.create(
        **r.own, **r.made, title="x", state="done"
    ),
    "a product followed up by nobody": lambda r: OversightProduct.objects.create(
        **r.own, kind="lahp", number="1", received_on=DAY, subject="x", done_at=NOW
    ),
    "a complaint archived without reason": lambda r: ComplaintEvent.objects.create(
        **r.own, complaint=r.complaint(), kind="archived", at=NOW
    ),
    "two complaints of one number": lambda r: [r.complaint(sp4n_number="1") for _ in "ab"],
    "work that ended at no time": lambda r: Job.objects.create(kind="x", state="done", at=NOW),
    "a text copied by nobody": lambda r: Outbox.objects.create(
        **r.own, kind="x", audience="x", text="x", at=NOW, copied_at=NOW
    ),
}


@shared
def rows() -> Rows:
    return Rows()


@pytest.mark.parametrize("name", sorted(SOUND))
def test_a_sound_row_is_kept(name: str, rows: Rows) -> None:
    assert SOUND[name](rows).pk


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_what_cannot_be_is_refused(name: str, rows: Rows) -> None:
    rule = "(?i)check constraint|unique constraint|index '"  # not merely a forgotten column
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        BROKEN[name](rows)


def test_governments_of_one_installation_share_no_codes(rows: Rows) -> None:
    other: World = make_world("64.01")
    assert Unit.objects.filter(code="sekolah").count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(government=other.government, code="sekolah", name="x")


def test_a_name_is_shown_where_there_is_one(rows: Rows) -> None:
    operator = rows.world.operator
    assert str(operator) == operator.person.full_name
    assert operator.get_role_line() == f"{operator.person.full_name}, Staf"
    assert User(pk=7).get_role_line() == "#7"


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (lambda r: r.world.government, "Kabupaten 64.08"),
        (lambda r: r.world.school, "Sekolah"),
        (lambda r: r.world.round, "Evaluasi contoh"),
        (lambda r: r.world.instrument, "contoh 1"),
        (lambda r: r.service, "S"),
        (lambda r: r.document, "SK"),
        (lambda r: r.campaign(), "x"),
        (lambda r: r.world.round.round_units.get(unit=r.world.school), "Sekolah"),
    ],
)
def test_rows_are_called_by_their_names(
    made: Callable[[Rows], Any], shown: str, rows: Rows
) -> None:
    assert str(made(rows)) == shown
