"""Who may open which address. A new address needs a row here: `test_every_address.py` walks them all.

A row names who may read the address (GET) and, where that differs, who may send to it (POST); then
a value for each part of the address. `@round` and its like are things of the example government:
whoever belongs to another one is told 404 there, whatever their role. `!quiz` and its like open by
themselves, as a secret link does. A thing of yours goes into THINGS (made in `make_things` where
the example has none). `acts_table.ACTS` says, for an address where the
content decides, who may send what.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.files import Sent as File
from tests.files import make_pdf, make_picture
from tests.reading.examples import GOOD_ONE
from tests.reading.examples import make_pdf as make_decree
from tests.reports.layouts import LAYOUTS
from tests.reports.truth import make_sound, plant
from tests.web.proofs import offer
from tests.web.scored import Scored, make_document
from tests.web.surveyed import add_survey
from tests.world import DOCUMENT, new_uuid
from tilik.actions.certificates import issue_certificate
from tilik.actions.clarification import reply_to
from tilik.actions.instruments import store_version
from tilik.actions.papers import file_signed
from tilik.actions.practice import make_link
from tilik.actions.receipts import issue_receipt
from tilik.actions.report_audit import audit_report, start_audit
from tilik.actions.respondents import make_token
from tilik.actions.results import compute
from tilik.actions.signed_standards import file_signed_paper
from tilik.actions.standard_readings import draft_from_reading, read_standard, start_reading
from tilik.actions.surveys import Reply, add_responses, open_campaign
from tilik.actions.units import add_service
from tilik.actions.visit_entries import Sent, keep_entry
from tilik.actions.visits import plan_visit
from tilik.library.canonical import canonical_bytes
from tilik.records.models import (
    Action,
    Campaign,
    DocumentVersion,
    EvidenceLink,
    Finding,
    Freeze,
    IssuedPaper,
    OversightProduct,
    PublishedFigure,
    Reopening,
    ReportAudit,
    Sheet,
    StandardReading,
    StandardVersion,
    VisitEntry,
)

PERIOD = (date(2026, 1, 1), date(2026, 6, 30))
UPLOAD = "6f1f8a52-3a0c-4f0e-9a55-0d3c6a0f7a11"
ANYONE = "anyone"
OFFICE = "admin"
CHECKERS = "admin evaluator"
WHOLE = "admin evaluator leader"
FILLERS = UNITS_PEOPLE = "admin operator head"
OWN_UNIT = f"{WHOLE} operator head"
IN_ROUND = f"{OWN_UNIT} other_operator other_head"
LOGGED_IN = f"{IN_ROUND} system nobody"
NOT_READ = ""
PAPER, PROMISE = "UJIUJIUJIUJI", "UJIUJIUJIUJJ"


@dataclass(frozen=True)
class Row:
    """Who may read an address and send to it, and the parts that make a whole address."""

    reads: str
    sends: str | None = None
    parts: Mapping[str, Any] = field(default_factory=dict)
    speaks_json: bool = False

    def may(self, name: str, method: str) -> bool:
        """Whether the person of that name in the example may do that."""
        who = self.reads if method == "get" or self.sends is None else self.sends
        return who == ANYONE or name in who.split()

    @property
    def is_of_government(self) -> bool:
        """Whether the address names something that belongs to one government."""
        return any(str(value).startswith("@") for value in self.parts.values())


def row(reads: str, sends: str | None = None, **parts: Any) -> Row:
    """A row of the table."""
    return Row(reads, sends, parts)


def of_round(reads: str, sends: str | None = None, **parts: Any) -> Row:
    """A row of an address under a period."""
    return Row(reads, sends, {"pk": "@round", **parts})


def of_unit(reads: str, sends: str | None = None, **parts: Any) -> Row:
    """A row of an address under a unit in a period: the unit of `operator` and `head`."""
    return Row(reads, sends, {"pk": "@round", "unit": "@unit", **parts})


def of_phone(reads: str, sends: str | None = None, **parts: Any) -> Row:
    """A row of what a page of ours asks for in JSON: who is not logged in is told so, not led."""
    return Row(reads, sends, parts, speaks_json=True)


def make_things(scored: Scored) -> None:
    """Nothing; what the addresses name and the example lacks is there afterwards."""
    issue_certificate(names=["localhost"])
    titled = {"id": "Satu", "en": "One"}
    case = {"code": "satu", "title": titled, "why": titled, "answers": {}, "expect": {}}
    content = canonical_bytes({**DOCUMENT, **make_document(), "code": "berkasus"})
    store_version(by=None, content=content, cases=[case])
    scored.round.round_units.filter(unit=scored.world.school).update(sector="pendidikan")
    sheet = Sheet.objects.get(round=scored.round, unit=scored.world.school, form="K")
    sheet.sent_by, sheet.sent_at = scored.world.operator, timezone.now()
    issue_receipt(by=scored.world.head, sheet=sheet, at=timezone.now())
    reply_to(
        by=scored.world.operator, finding=_get_finding(scored, "1"), agrees=False,
        reason="Ada SK", client_uuid=new_uuid(),
    )  # fmt: skip
    unit = scored.units["sekolah"]
    offer(scored)
    visit = plan_visit(by=scored.world.admin, round=scored.round, unit=unit, kind="lapangan")
    photo = Sent(uuid=new_uuid(), kind="photo", file=File(make_picture("PNG"), "foto.png"))
    keep_entry(by=scored.world.evaluator, visit=visit, sent=photo)
    made = {"government": scored.world.government, "by": scored.world.admin, "at": scored.round.at}
    frozen = Freeze.objects.create(
        round=scored.round, n=1, sha256="0" * 64, canonical=b"{}", **made
    )
    Reopening.objects.create(freeze=frozen, reason="Masih diisi", **made)
    add_services(scored)
    for kind, code in (("berita-acara", PAPER), ("maklumat", PROMISE)):
        paper = IssuedPaper.objects.create(
            government=scored.world.government, round=scored.round if code == PAPER else None,
            unit=scored.world.school, kind=kind, code=code, data_sha="0" * 64, facts="{}",
            by=scored.world.admin, at=timezone.now(),
        )  # fmt: skip
        file_signed(
            by=scored.world.admin, paper=paper, file=File(make_pdf(), "ba.pdf"), number="1",
            signed_on=None,
        )  # fmt: skip
    add_reading(scored)
    add_survey(scored.world)
    OversightProduct.objects.create(
        government=scored.world.government, kind="saran", number="T/1", subject="Perbaiki",
        received_on=PERIOD[0], unit=scored.world.school,
    )  # fmt: skip
    PublishedFigure.objects.create(
        entity="Kabupaten A", year=2024, measure="ipp", kind="IPP", value="4.10", source="Contoh"
    )


def add_services(scored: Scored) -> None:
    """Nothing; two services of the school have answers and results of their own."""
    admin, school = scored.world.admin, scored.world.school
    for code in ("ktp", "kk"):
        campaign = open_campaign(
            by=admin, round=scored.round, unit=school, form="R", title=code, period=PERIOD,
            service=add_service(by=admin, unit=school, code=code, name=code),
            client_uuid=new_uuid(),
        )  # fmt: skip
        reply = Reply(day=PERIOD[0], channel="qr", answers={"1": 4, "2": 4}, uuid=new_uuid())
        add_responses(by=admin, campaign=campaign, replies=[reply])
    compute(round=scored.round, by=admin, at=timezone.now())


def add_reading(scored: Scored) -> None:
    """Nothing; a decree of the school was read, and a draft made of it."""
    place = {"by": scored.world.operator, "unit": scored.world.school}
    file = File(make_decree(GOOD_ONE), "sk.pdf")
    reading = start_reading(**place, file=file, client_uuid=new_uuid())
    read_standard.call(reading.pk)
    reading.refresh_from_db()
    service = add_service(**place, code="legalisir", name="Legalisir")
    draft_from_reading(by=scored.world.operator, reading=reading, n=0, service=service)
    file_signed_paper(
        by=scored.world.operator, service=service, of="fkp", file=File(make_pdf(), "ba.pdf")
    )
    report = File(LAYOUTS["ruled"](plant(make_sound(3), 1)), "skm.pdf")
    found = start_audit(
        **place, government=scored.world.government, file=report, client_uuid=new_uuid()
    )
    audit_report.call(found.pk)


def _get_read(scored: Scored) -> StandardVersion:
    """The draft made of the decree that was read."""
    return StandardVersion.objects.get(service__unit=scored.world.school)


def _get_finding(scored: Scored, item: str) -> Finding:
    place = {"sheet__round": scored.round, "sheet__unit": scored.world.school}
    return Finding.objects.get(item=item, **place)


def _get_survey(scored: Scored) -> Campaign:
    return Campaign.objects.get(round=scored.round, service__code="ktp")


THINGS: Mapping[str, Callable[[Scored], Any]] = {
    "@round": lambda scored: scored.round.pk,
    "@survey": lambda scored: Action.objects.get(unit=scored.world.school).recommendation.round_id,
    "@step": lambda scored: Action.objects.get(unit=scored.world.school).pk,
    "@unit": lambda scored: scored.world.school.code,
    "@picture": lambda scored: VisitEntry.objects.get(visit__round=scored.round).client_uuid,
    "@visit": lambda scored: scored.round.visits.get(unit=scored.world.school).client_uuid,
    "@evidence": lambda scored: EvidenceLink.objects.get(round=scored.round).pk,
    "@version": lambda scored: DocumentVersion.objects.get(document__links__round=scored.round).pk,
    "@service": lambda scored: scored.world.school.services.get(code="ktp").code,
    "@audit": lambda scored: ReportAudit.objects.get(unit=scored.world.school).job.client_uuid,
    "@reading": lambda scored: (
        StandardReading.objects.get(unit=scored.world.school).job.client_uuid
    ),
    "@read_service": lambda scored: _get_read(scored).service.code,
    "@read_standard": lambda scored: _get_read(scored).pk,
    "@promise": lambda _scored: PROMISE,
    "@campaign": lambda scored: _get_survey(scored).pk,
    "!campaign": lambda scored: _get_survey(scored).code,
    "!file": lambda _scored: SimpleUploadedFile("SK.pdf", make_pdf()),
    "!link": lambda scored: make_token(_get_survey(scored), 1),
    "!quiz": lambda scored: make_link(scored.world.school),
    "@product": lambda scored: OversightProduct.objects.get(unit=scored.world.school).pk,
    "@finding": lambda scored: _get_finding(scored, "2").pk,
    "@objected": lambda scored: _get_finding(scored, "1").pk,
}

ROWS: Mapping[str, Row] = {
    "preferences": row(NOT_READ, ANYONE),
    "gallery": row(NOT_READ),
    # public
    "tilik:landing": row(ANYONE),
    "tilik:instruments": row(ANYONE),
    "tilik:instrument": row(ANYONE, code="nilai"),
    "tilik:cases": row(ANYONE, code="nilai"),
    "tilik:case": row(ANYONE, code="berkasus", case="satu"),
    "tilik:form": row(ANYONE, code="nilai", form="E"),
    "tilik:item": row(ANYONE, code="nilai", form="E", item="1"),
    "tilik:invited": row(ANYONE),
    "tilik:invitation": row(ANYONE, code="x", token="y"),
    "tilik:published": row(ANYONE),
    "tilik:ask_code": row(ANYONE),
    "tilik:installing": row(ANYONE, NOT_READ),
    "tilik:authority": row(ANYONE, NOT_READ),
    "tilik:check": row(ANYONE, code=PAPER),
    "tilik:table": row(ANYONE, measure="ipp", year=2024),
    "tilik:quiz": row(ANYONE, token="!quiz"),
    "tilik:quiz_official": row(ANYONE, token="!quiz", official="loket"),
    # the field page, and what it asks for
    "tilik:field": row(ANYONE),
    "tilik:field_worker": row(ANYONE),
    "tilik:field_manifest": row(ANYONE),
    "tilik:field_visits": of_phone(LOGGED_IN),
    "tilik:field_visit": of_phone(CHECKERS, uuid="@visit"),
    "tilik:field_keep": of_phone(NOT_READ, CHECKERS, uuid="@visit"),
    # a period
    "tilik:rounds": row(LOGGED_IN),
    "tilik:home": of_round(IN_ROUND),
    "tilik:schedule": of_round(IN_ROUND, OFFICE),
    "tilik:training": of_round(NOT_READ, OFFICE),
    "tilik:compute": of_round(NOT_READ, OFFICE),
    "tilik:claim": of_unit(OWN_UNIT),
    "tilik:fill": of_unit(OWN_UNIT, FILLERS, form="K", group="a"),
    "tilik:deadline": of_round(IN_ROUND),
    "tilik:deadline_png": of_round(WHOLE),
    "tilik:rescue": of_unit(OWN_UNIT),
    "tilik:rescue_png": of_unit(OWN_UNIT),
    "tilik:receipts": of_unit(OWN_UNIT),
    "tilik:receipt_pdf": of_unit(OWN_UNIT, form="K", n=1),
    "tilik:receipt_bytes": of_unit(OWN_UNIT, form="K", n=1),
    "tilik:verify": of_unit(CHECKERS),
    "tilik:dossier": of_unit(OWN_UNIT),
    "tilik:earlier": of_unit(OWN_UNIT, FILLERS),
    "tilik:evidence_place": of_unit(OWN_UNIT, FILLERS, form="E", item="1"),
    "tilik:evidence_upload": of_unit(FILLERS, form="E", item="1", uuid=UPLOAD),
    "tilik:evidence": of_unit(OWN_UNIT, f"{FILLERS} evaluator", link="@evidence"),
    "tilik:evidence_file": of_unit(OWN_UNIT, version="@version"),
    "tilik:evidence_words": of_unit(OWN_UNIT, version="@version"),
    "tilik:evidence_page": of_unit(OWN_UNIT, version="@version", n=1),
    "tilik:packs": of_round(f"{FILLERS} other_operator other_head"),
    "tilik:packs_zip": of_round(NOT_READ, OFFICE),
    "tilik:pack_upload": of_round(f"{FILLERS} other_operator other_head", uuid=UPLOAD),
    "tilik:pack": of_unit(FILLERS),
    "tilik:pack_file": of_unit(NOT_READ, FILLERS),
    "tilik:assignments": of_round(OFFICE),
    "tilik:agreement": of_round(OFFICE),
    "tilik:difference": of_unit(OFFICE, form="E", item="1"),
    "tilik:service_difference": of_unit(OFFICE, form="E", item="1", service="ktp"),
    "tilik:service_verify": of_unit(CHECKERS, service="ktp"),
    "tilik:returned": of_unit(OWN_UNIT, FILLERS),
    "tilik:checks": of_round(CHECKERS),
    "tilik:check_item": of_round(CHECKERS, form="E", item="1"),
    "tilik:scores": of_unit(OWN_UNIT),
    "tilik:leaf": of_unit(OWN_UNIT, node="E:1"),
    "tilik:service_scores": of_unit(OWN_UNIT, service="ktp"),
    "tilik:service_leaf": of_unit(OWN_UNIT, service="ktp", node="E:1"),
    "tilik:sector": of_round(WHOLE, sector="pendidikan"),
    "tilik:official": of_round(IN_ROUND),
    "tilik:league": of_round(IN_ROUND),
    "tilik:brief": of_round(WHOLE),
    "tilik:brief_pdf": of_round(WHOLE),
    "tilik:papers": of_round(CHECKERS),
    "tilik:paper": of_round(NOT_READ, CHECKERS, kind="berita-acara"),
    "tilik:steps": row(IN_ROUND, pk="@survey"),
    "tilik:steps_unit": row(OWN_UNIT, CHECKERS, pk="@survey", unit="@unit"),
    "tilik:step_add": row(FILLERS, pk="@survey", unit="@unit"),
    "tilik:step": row(FILLERS, pk="@survey", unit="@unit", step="@step"),
    "tilik:audit": of_round("admin system"),
    "tilik:audit_csv": of_round("admin system"),
    "tilik:story_unit": of_unit(OWN_UNIT),
    "tilik:story": of_unit(OWN_UNIT, form="E", item="1"),
    "tilik:oversight": of_round(IN_ROUND, OFFICE),
    "tilik:oversight_add": of_round(OFFICE),
    "tilik:oversight_file": of_round(OFFICE),
    "tilik:oversight_workbook": of_round(OFFICE),
    "tilik:oversight_product": of_round(OWN_UNIT, OFFICE, product="@product"),
    "tilik:freezes": of_round(WHOLE, OFFICE),
    "tilik:freeze_file": of_round(WHOLE, n=1),
    "tilik:clarify": of_round(IN_ROUND),
    "tilik:clarify_unit": of_unit(OWN_UNIT),
    "tilik:visits": of_round(CHECKERS, OFFICE),
    "tilik:visit": of_round(CHECKERS, uuid="@visit"),
    "tilik:visit_picture": of_round(CHECKERS, uuid="@visit", entry="@picture"),
    "tilik:paper_signed": of_round(OWN_UNIT, CHECKERS, code=PAPER),
    # the office
    "tilik:manage_units": row(OFFICE),
    "tilik:template": row(OFFICE, kind="unit"),
    "tilik:manage_instruments": row(OFFICE),
    "tilik:manage_round": row(OFFICE),
    "tilik:manage_roles": row(OFFICE),
    "tilik:standards": row(IN_ROUND),
    "tilik:report_audit": row(IN_ROUND),
    "tilik:report_audited": row(OWN_UNIT, "admin operator", uuid="@audit"),
    "tilik:report_note": row(OWN_UNIT, uuid="@audit"),
    "tilik:report_page": row(OWN_UNIT, uuid="@audit", page=2),
    "tilik:unit_standards": row(OWN_UNIT, FILLERS, unit="sekolah"),
    "tilik:standard": row(OWN_UNIT, FILLERS, unit="sekolah", service="@service"),
    "tilik:standard_signed": row(
        OWN_UNIT, FILLERS, unit="sekolah", service="@read_service", of="fkp"
    ),
    "tilik:standard_file": row(FILLERS, unit="sekolah"),
    "tilik:standard_workbook": row(OWN_UNIT, unit="sekolah"),
    "tilik:unit_papers": row(FILLERS, unit="sekolah"),
    "tilik:unit_paper": row(FILLERS, unit="sekolah", kind="maklumat"),
    "tilik:unit_paper_signed": row(FILLERS, unit="sekolah", code="@promise"),
    "tilik:compare_standards": row(
        OWN_UNIT, unit="sekolah", service="@read_service", n=1, other="@read_standard"
    ),
    "tilik:standard_reading": row(OWN_UNIT, FILLERS, uuid="@reading"),
    "tilik:standard_read": row(OWN_UNIT, FILLERS, uuid="@reading", n=0),
    "tilik:standard_page": row(OWN_UNIT, uuid="@reading", page=1),
    "tilik:practice": row(f"{UNITS_PEOPLE} other_operator other_head"),
    "tilik:practice_unit": row(UNITS_PEOPLE, unit="sekolah"),
    "tilik:practice_cards": row(UNITS_PEOPLE, unit="sekolah"),
    "tilik:practice_quiz": row(UNITS_PEOPLE, unit="sekolah", official="loket"),
    "tilik:manage_papers": row(OFFICE),
    # surveys of users
    "tilik:survey": row(ANYONE, code="!campaign"),
    "tilik:survey_link": row(ANYONE, code="!campaign", token="!link"),
    "tilik:survey_take": row(ANYONE, code="!campaign"),
    "tilik:survey_take_link": row(ANYONE, code="!campaign", token="!link"),
    "tilik:survey_withdraw": row(ANYONE),
    "tilik:campaigns": row(IN_ROUND),
    "tilik:campaign_new": row(f"{FILLERS} other_operator other_head"),
    "tilik:campaigns_results": row(IN_ROUND),
    "tilik:campaign_results": row(OWN_UNIT, pk="@campaign"),
    "tilik:campaign": row(OWN_UNIT, FILLERS, pk="@campaign"),
    **{f"tilik:campaign_{each}": row(OWN_UNIT, pk="@campaign") for each in ("poster", "form")},
    "tilik:campaign_links": row(NOT_READ, FILLERS, pk="@campaign"),
    "tilik:campaign_stack": row(FILLERS, pk="@campaign"),
    "tilik:campaign_import": row(FILLERS, pk="@campaign"),
    "tilik:trail": row("admin system"),
    "tilik:handover": row(OFFICE),
    "tilik:slips_pdf": row(NOT_READ, OFFICE),
    "tilik:help": row(LOGGED_IN),
}
