"""Who may send what, for addresses where the content decides: see `rights_table`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.web.rights_table import CHECKERS, FILLERS, OFFICE


@dataclass(frozen=True)
class Act:
    """Something sent to an address, and who may send it; of the others nothing is written."""

    name: str
    who: str
    data: Mapping[str, str]
    parts: Mapping[str, str] = field(default_factory=dict)
    """Parts of the address in place of those of its row."""


OF_READING = {"service": "@read_service"}


ACTS = (
    Act("tilik:evidence", CHECKERS, {"act": "accept", "seen": "@version"}),
    Act("tilik:evidence", FILLERS, {"act": "renew", "file": "!file"}),
    Act("tilik:standard", OFFICE, {"act": "decide", "n": "1", "component": "1", "status": "defective",
                                   "note": "Dilihat"}, OF_READING),
    Act("tilik:standard", FILLERS, {"act": "adopt", "n": "1", "decree": "1",
                                    "signed_on": "2026-01-02"}, OF_READING),
    Act("tilik:evidence_place", FILLERS, {"act": "pin", "address": "https://contoh.go.id/a.pdf"}),
    Act("tilik:evidence", "admin evaluator", {"act": "return", "seen": "1", "reason": "Kabur"}),
    Act("tilik:evidence", FILLERS, {"act": "describe", "title": "SK"}),
    Act("tilik:standard", FILLERS, {"act": "start"}),
    Act("tilik:standard", FILLERS, {"act": "describe", "name": "KTP", "registry_state": "listed"}),
    Act("tilik:evidence", FILLERS, {"act": "withdraw"}),
    Act("tilik:claim", FILLERS, {"act": "open", "form": "K"}),
    Act("tilik:claim", FILLERS, {"act": "send", "form": "K"}),
    Act("tilik:claim", "head", {"act": "approve", "form": "K"}),
    Act("tilik:claim", "admin evaluator head", {"act": "return", "form": "K", "reason": "Kurang"}),
    Act("tilik:claim", OFFICE, {"act": "extend", "form": "K", "until": "2030-01-01",
                                "letter": "800/1"}),
    Act("tilik:schedule", OFFICE, {"act": "extend", "unit": "sekolah", "letter": "800/1",
                                   "until": "2099-01-31T23:59"}),
    Act("tilik:clarify_unit", FILLERS, {"act": "agree", "finding": "@finding"}),
    Act("tilik:clarify_unit", FILLERS, {"act": "object", "finding": "@finding", "reason": "Ada"}),
    Act("tilik:clarify_unit", FILLERS, {"act": "agree-rest"}),
    Act("tilik:clarify_unit", CHECKERS, {"act": "partly", "finding": "@objected", "level": "3",
                                         "reason": "Bukti baru"}),
    Act("tilik:oversight_add", OFFICE, {"kind": "saran", "number": "T/2", "subject": "x",
                                        "received_on": "2026-01-02", "state": "open"}),
    Act("tilik:oversight_product", OFFICE, {"kind": "saran", "number": "T/3", "subject": "x",
                                            "received_on": "2026-01-02", "state": "open"}),
    Act("tilik:difference", OFFICE, {"level": "3", "reason": "Dilihat bersama"}),
    Act("tilik:schedule", OFFICE, {"act": "rules", "returns": "1", "workdays": "3",
                                   "evaluators": "2"}),
    Act("tilik:step_add", FILLERS, {"item": "U3", "title": "x", "quarter_start": "2026-07-01",
                                    "responsible": "Seksi"}),
    Act("tilik:step", FILLERS, {"item": "U3", "title": "x", "quarter_start": "2026-07-01",
                                "responsible": "Seksi", "state": "planned"}),
    Act("tilik:campaign", FILLERS, {"act": "close"}),
    Act("tilik:campaign", FILLERS, {"act": "population", "population": "120"}),
    Act("tilik:campaign", FILLERS, {"act": "margin", "margin": "1/10"}),
    Act("tilik:verify", CHECKERS, {"item": "1", "value": "3", "remark": "Menurut bukti."}),
    Act("tilik:service_verify", CHECKERS, {"item": "1", "value": "3", "remark": "Menurut bukti."}),
    Act("tilik:service_difference", OFFICE, {"level": "3", "reason": "Dilihat bersama"}),
    Act("tilik:visit", OFFICE, {"act": "erase", "entry": "@picture"}),
    Act("tilik:report_audited", "admin operator", {"act": "delete"}),
)  # fmt: skip
