"""Every stored row, one noun a file."""

from tilik.records.models.asked import AskedCount
from tilik.records.models.audit import AuditEvent
from tilik.records.models.campaign import Campaign, Comment, Receipt, Response, Rollup
from tilik.records.models.complaint import Complaint, ComplaintEvent, ComplaintPerson
from tilik.records.models.document import (
    Document,
    DocumentLikeness,
    DocumentMark,
    DocumentReading,
    DocumentVersion,
    EvidenceLink,
    PinnedLink,
)
from tilik.records.models.finding import Adjudication, Finding, Objection
from tilik.records.models.freeze import Freeze, Publication, Reopening
from tilik.records.models.government import Government, Holiday
from tilik.records.models.improvement import Action, OversightProduct, Recommendation, Verification
from tilik.records.models.instrument import InstrumentVersion, ItemMap
from tilik.records.models.job import Job, Outbox, Schedule
from tilik.records.models.pack import PackImport
from tilik.records.models.paper import IssuedPaper, Signatory, Stationery, UnitPaper
from tilik.records.models.practice import PracticeAnswer
from tilik.records.models.report_audit import ReportAudit, ReportAuditPart
from tilik.records.models.result import PublishedFigure, Result
from tilik.records.models.return_note import ReturnNote
from tilik.records.models.round import Phase, Round, RoundUnit, Stage
from tilik.records.models.seat import Seat
from tilik.records.models.service import Service, ServiceVolume
from tilik.records.models.sheet import Answer, AnswerRevision, Sheet, SheetReceipt
from tilik.records.models.standard import (
    LearnedName,
    StandardComponent,
    StandardReading,
    StandardReadingPart,
    StandardVersion,
)
from tilik.records.models.unit import Unit, UnitLineage
from tilik.records.models.user import Person, User
from tilik.records.models.visit import Visit, VisitEntry

__all__ = [
    "Action",
    "Adjudication",
    "Answer",
    "AnswerRevision",
    "AskedCount",
    "AuditEvent",
    "Campaign",
    "Comment",
    "Complaint",
    "ComplaintEvent",
    "ComplaintPerson",
    "Document",
    "DocumentLikeness",
    "DocumentMark",
    "DocumentReading",
    "DocumentVersion",
    "EvidenceLink",
    "Finding",
    "Freeze",
    "Government",
    "Holiday",
    "InstrumentVersion",
    "IssuedPaper",
    "ItemMap",
    "Job",
    "LearnedName",
    "Objection",
    "Outbox",
    "OversightProduct",
    "PackImport",
    "Person",
    "Phase",
    "PinnedLink",
    "PracticeAnswer",
    "Publication",
    "PublishedFigure",
    "Receipt",
    "Recommendation",
    "Reopening",
    "ReportAudit",
    "ReportAuditPart",
    "Response",
    "Result",
    "ReturnNote",
    "Rollup",
    "Round",
    "RoundUnit",
    "Schedule",
    "Seat",
    "Service",
    "ServiceVolume",
    "Sheet",
    "SheetReceipt",
    "Signatory",
    "Stage",
    "StandardComponent",
    "StandardReading",
    "StandardReadingPart",
    "StandardVersion",
    "Stationery",
    "Unit",
    "UnitLineage",
    "UnitPaper",
    "User",
    "Verification",
    "Visit",
    "VisitEntry",
]
