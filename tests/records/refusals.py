"""One valid row of every table, and what each database refuses to store of it."""

import uuid
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, F, Model, UniqueConstraint

from tests.world import World, make_world
from tilik.actions.units import add_service
from tilik.records import models as m
from tilik.records.models.base import TenantRow

AT = datetime(2024, 6, 1, tzinfo=UTC)
DAY = date(2024, 6, 1)
LATER, EARLIER = AT + timedelta(days=1), AT - timedelta(days=1)
SHA = "0" * 64


class Rows:
    """A valid row of every table, each made from values that may be changed first."""

    def __init__(self) -> None:
        self.world: World = make_world()
        self.service = add_service(
            by=self.world.admin, unit=self.world.school, code="ktp", name="KTP"
        )
        self.other_service = add_service(
            by=self.world.admin, unit=self.world.school, code="kk", name="KK"
        )
        self.who = {"by": self.world.admin, "at": AT}
        self.tenant = {"government": self.world.government}
        self.document = self.make("Document")
        self.sheet = self.make("Sheet")
        self.revision = self.make("AnswerRevision")
        self.campaign = self.make("Campaign")
        self.response = self.make("Response")
        self.complaint = self.make("Complaint")
        self.freeze = self.make("Freeze")
        self.action = self.make("Action")
        self.standard = self.make("StandardVersion")
        self.finding = self.make("Finding")

    def make(self, name: str, /, **changes: Any) -> Model:
        """The stored row."""
        row: Model = apps.get_model("records", name)(**self.values(name) | changes)
        row.save(force_insert=True)
        return row

    def values(self, name: str) -> dict[str, Any]:
        """What a valid row of the table says; what must be unique is new each time."""
        make: Callable[[], dict[str, Any]] = getattr(self, f"_{name.lower()}")
        has_tenant = issubclass(apps.get_model("records", name), TenantRow)
        return {**(self.tenant if has_tenant else {}), **make()}

    # Each method is the table's name in small letters.

    def _government(self) -> dict[str, Any]:
        return {"code_kemendagri": new(), "name": "x", "kind": "kota"}

    def _holiday(self) -> dict[str, Any]:
        return {"date": DAY, "name": "x"}

    def _user(self) -> dict[str, Any]:
        return {"password": "!"}

    def _person(self) -> dict[str, Any]:
        return {"user": self.make("User"), "full_name": "x", "phone": new()}

    def _unit(self) -> dict[str, Any]:
        return {"code": new(), "name": "x"}

    def _unitlineage(self) -> dict[str, Any]:
        units = {"before": self.world.school, "after": self.world.clinic}
        return {"kind": "merged", **units, "name_before": "x", "on": DAY}

    def _service(self) -> dict[str, Any]:
        return {"unit": self.world.school, "code": new(), "name": "x"}

    def _servicevolume(self) -> dict[str, Any]:
        return {"service": self.service, "period_start": DAY, "period_end": DAY, "users": 3}

    def _standardversion(self) -> dict[str, Any]:
        n = m.StandardVersion.objects.count() + 1
        return {"service": self.service, "n": n, **self.who}

    def _standardcomponent(self) -> dict[str, Any]:
        return {"version": self.standard, "number": 14}

    def _unitpaper(self) -> dict[str, Any]:
        return {"unit": self.world.school, "kind": new(), **self.who}

    def _learnedname(self) -> dict[str, Any]:
        return {"name": new(), "number": 1, **self.who}

    def _standardreading(self) -> dict[str, Any]:
        return {"job": self.make("Job"), "unit": self.world.school,
                "version": self.make("DocumentVersion")}  # fmt: skip

    def _standardreadingpart(self) -> dict[str, Any]:
        return {"reading": self.make("StandardReading"), "first": 1, "layout": []}

    def _reportaudit(self) -> dict[str, Any]:
        return {"job": self.make("Job"), "file_name": "x.pdf", "media_type": "x", "sha256": sha(),
                "storage_key": "x"}  # fmt: skip

    def _reportauditpart(self) -> dict[str, Any]:
        return {"audit": self.make("ReportAudit"), "first": 1, "layout": []}

    def _instrumentversion(self) -> dict[str, Any]:
        return {"code": "x", "version": "1", "sha256": sha(), "canonical": b"{}", "at": AT,
                "rule_semantics": "1"}  # fmt: skip

    def _itemmap(self) -> dict[str, Any]:
        version = self.world.instrument
        return {"old": version, "old_item": "1", "new": version, "new_item": "2", "kind": "same"}

    def _round(self) -> dict[str, Any]:
        return {"instrument_version": self.world.instrument, "scheme": "mandiri", "title": new(),
                "period_start": DAY, "period_end": DAY, **self.who}  # fmt: skip

    def _phase(self) -> dict[str, Any]:
        n = m.Phase.objects.filter(round=self.world.round).count() + 1
        return {"round": self.world.round, "n": n, "code": new(), "title": "x", "stage": "claim",
                "starts_at": AT, "ends_at": AT}  # fmt: skip

    def _practiceanswer(self) -> dict[str, Any]:
        return {"unit": self.world.school, "official": "loket", "question": "x", "is_right": True,
                "at": AT, **self.tenant}  # fmt: skip

    def _roundunit(self) -> dict[str, Any]:
        return {"round": self.world.round, "unit": self.make("Unit"), "name": "x"}

    def _seat(self) -> dict[str, Any]:
        return {"user": self.world.admin, "role": "pimpinan", "valid_from": AT, **self.tenant}

    def _sheet(self) -> dict[str, Any]:
        return {"round": self.world.round, "unit": self.world.school, "form": new(),
                "stage": "claim", "opened_at": AT}  # fmt: skip

    def _answerrevision(self) -> dict[str, Any]:
        return {"sheet": self.sheet, "item": "1", "value": "ya", **self.who}

    def _answer(self) -> dict[str, Any]:
        revision = self.make("AnswerRevision")
        return {"sheet": self.sheet, "item": new(), "revision": revision, "is_filled": True,
                "at": AT}  # fmt: skip

    def _finding(self) -> dict[str, Any]:
        return {"sheet": self.sheet, "item": new()}

    def _returnnote(self) -> dict[str, Any]:
        return {"round": self.world.round, "unit": self.world.school, "finding": self.finding,
                "reason": "x", **self.who}  # fmt: skip

    def _adjudication(self) -> dict[str, Any]:
        return {"round": self.world.round, "form": "E", "item": "1", "chosen": "3", "reason": "x",
                **self.who}  # fmt: skip

    def _objection(self) -> dict[str, Any]:
        return {"finding": self.finding, "agrees": True, **self.who}

    def _document(self) -> dict[str, Any]:
        return {"title": "SK"}

    def _documentversion(self) -> dict[str, Any]:
        n = m.DocumentVersion.objects.filter(document=self.document).count() + 1
        return {"document": self.document, "n": n, "sha256": SHA, "size": 1, "media_type": "x/y",
                "file_name": "x", "storage_key": "x", **self.who}  # fmt: skip

    def _documentreading(self) -> dict[str, Any]:
        return {"version": self.make("DocumentVersion"), "at": AT}

    def _documentmark(self) -> dict[str, Any]:
        return {"reading": self.make("DocumentReading"), "mark": 1}

    def _documentlikeness(self) -> dict[str, Any]:
        return {"one": self.make("DocumentVersion"), "other": self.make("DocumentVersion"),
                "percent": 90}  # fmt: skip

    def _evidencelink(self) -> dict[str, Any]:
        return {"round": self.world.round, "form": "K", "item": "1", "document": self.document,
                **self.who}  # fmt: skip

    def _pinnedlink(self) -> dict[str, Any]:
        return {"round": self.world.round, "unit": self.world.school, "form": "K", "item": "1",
                "address": "https://contoh.go.id/sk.pdf", **self.who}  # fmt: skip

    def _campaign(self) -> dict[str, Any]:
        return {"instrument_version": self.world.instrument, "unit": self.world.school, "form": "R",
                "title": "x", "period_start": DAY, "period_end": DAY, **self.who}  # fmt: skip

    def _response(self) -> dict[str, Any]:
        return {"campaign": self.campaign, "day": DAY, "channel": "qr", "answers": {}}

    def _comment(self) -> dict[str, Any]:
        return {"response": self.make("Response"), "text": "x"}

    def _receipt(self) -> dict[str, Any]:
        return {"sha256": sha(), "response_uuid": uuid.uuid4()}

    def _sheetreceipt(self) -> dict[str, Any]:
        n = m.SheetReceipt.objects.filter(sheet=self.sheet).count() + 1
        return {"sheet": self.sheet, "n": n, "sha256": sha(), "canonical": b"{}",
                "sent_by": self.world.head, "sent_at": AT, **self.who}  # fmt: skip

    def _rollup(self) -> dict[str, Any]:
        return {"campaign": self.campaign, "unit": self.world.school, "period_start": DAY,
                "element": "U1", "n": 1, "total": 3, "total_of_squares": 9, "watermark": 1}  # fmt: skip

    def _result(self) -> dict[str, Any]:
        return {"run": uuid.uuid4(), "round": self.world.round, "scope": "unit",
                "unit": self.world.school, "basis": "final", "variant": "", "numerator": "1",
                "denominator": "1", "low": "1/1", "high": "1/1", "inputs_sha": SHA,
                "instrument_version": self.world.instrument, "instrument_sha": SHA,
                "code_version": "1", "tree": zlib.compress(b"{}"), "at": AT}  # fmt: skip

    def _publishedfigure(self) -> dict[str, Any]:
        return {"entity": new(), "year": 2024, "measure": "ipp", "source": "x"}

    def _freeze(self) -> dict[str, Any]:
        n = m.Freeze.objects.filter(round=self.world.round).count() + 1
        chained = {"previous_sha": SHA, "reason": "x"} if n > 1 else {}
        return {"round": self.world.round, "n": n, "sha256": SHA, "canonical": b"{}", **chained,
                **self.who}  # fmt: skip

    def _reopening(self) -> dict[str, Any]:
        return {"freeze": self.make("Freeze"), "reason": "x", **self.who}

    def _stationery(self) -> dict[str, Any]:
        return {"government": self.make("Government")}

    def _signatory(self) -> dict[str, Any]:
        return {"government": self.make("Government"), "office": "sekda"}

    def _issuedpaper(self) -> dict[str, Any]:
        return {"round": self.world.round, "kind": "laporan", "code": new()[:12], "data_sha": SHA,
                "facts": "{}", **self.who}  # fmt: skip

    def _publication(self) -> dict[str, Any]:
        return {"freeze": self.freeze, "decision": self.document, "bundle_sha": SHA, **self.who}

    def _recommendation(self) -> dict[str, Any]:
        return {"source": "rtl", "text": "x", **self.who}

    def _action(self) -> dict[str, Any]:
        return {"title": "x", **self.who}

    def _verification(self) -> dict[str, Any]:
        return {"action": self.action, "round": self.world.round, "outcome": "held", **self.who}

    def _oversightproduct(self) -> dict[str, Any]:
        return {"kind": "saran", "number": new(), "received_on": DAY, "subject": "x"}

    def _complaint(self) -> dict[str, Any]:
        return {"tracking_hash": sha(), "channel": "sp4n", "text": "x", "received_at": AT}

    def _complaintperson(self) -> dict[str, Any]:
        complaint = self.make("Complaint")
        return {"complaint": complaint, "sealed": b"x", "key_name": "k", "keep_until": DAY}

    def _complaintevent(self) -> dict[str, Any]:
        return {"complaint": self.complaint, "kind": "received", "at": AT}

    def _auditevent(self) -> dict[str, Any]:
        n = m.AuditEvent.objects.filter(chain="x").count() + 1
        return {"chain": "x", "n": n, "at": AT, "verb": "x", "object_type": "x", "object_id": "1",
                "sha256": SHA}  # fmt: skip

    def _visit(self) -> dict[str, Any]:
        return {"round": self.make("Round"), "unit": self.world.school, "kind": "lapangan",
                **self.who}  # fmt: skip

    def _visitentry(self) -> dict[str, Any]:
        return {"visit": self.make("Visit"), "kind": "note", **self.who}

    def _job(self) -> dict[str, Any]:
        return {"kind": "x", "at": AT}

    def _schedule(self) -> dict[str, Any]:
        return {"kind": new(), "every_seconds": 60, "next_at": AT}

    def _packimport(self) -> dict[str, Any]:
        return {"round": self.world.round, "unit": self.world.school, "pack": uuid.uuid4(),
                "lines": [], **self.who}  # fmt: skip

    def _askedcount(self) -> dict[str, Any]:
        return {"key": sha(), "minute": 1}

    def _outbox(self) -> dict[str, Any]:
        return {"kind": "x", "audience": "x", "text": "x", "at": AT}


def new() -> str:
    """A text nobody used before."""
    return uuid.uuid4().hex[:16]


def sha() -> str:
    """A fingerprint nobody has."""
    return uuid.uuid4().hex * 2


def find_refusal(rows: Rows, name: str, changes: dict[str, Any]) -> str | None:
    """What the database says against a row with these changes, or None where it stores it."""
    try:
        with transaction.atomic():
            rows.make(name, **changes)
            transaction.set_rollback(True)
    except IntegrityError as error:
        return str(error)
    return None


def list_names() -> list[str]:
    """Every table of ours."""
    return sorted(model.__name__ for model in apps.get_app_config("records").get_models())


def list_checks() -> set[str]:
    """The name of every condition the databases hold."""
    return {
        c.name
        for model in apps.get_app_config("records").get_models()
        for c in model._meta.constraints
        if isinstance(c, CheckConstraint)
    }


def list_uniques() -> list[tuple[str, str, tuple[str, ...]]]:
    """Table, name and fields of every uniqueness laid down as a constraint."""
    return [
        (model.__name__, c.name, tuple(c.fields) or tuple(_list_fields(c.expressions)))
        for model in apps.get_app_config("records").get_models()
        for c in model._meta.constraints
        if isinstance(c, UniqueConstraint)
    ]


def _list_fields(expressions: Any) -> list[str]:
    """The fields an expression names."""
    found = []
    for expression in expressions:
        is_field = isinstance(expression, F)
        parts = expression.get_source_expressions() if not is_field else ()
        found += [expression.name] if is_field else _list_fields(parts)
    return found
