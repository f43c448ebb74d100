"""What respondents do by themselves: answer once, and take it back with their receipt.

Answering leaves no line in the trail: its moment would undo that only the day is kept. The row
itself is the record, it can never be changed. Taking back is told, without saying whose.
"""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from tilik.actions import audit
from tilik.actions.asking import count_asked
from tilik.actions.intake import store_spooled
from tilik.actions.slips import BURST, digest_receipt, is_fast, make_mark, make_receipt
from tilik.actions.surveys import Reply, load_of, make_response, read_comment
from tilik.core.errors import NotFound, UserError
from tilik.records.models import Campaign, Comment, Receipt, Response, User

MINUTE = 60
LINK_SIGNS = 12


@dataclass(frozen=True)
class Slip:
    """What a respondent gets: the code to withdraw with, and whether it was stored just now."""

    code: str
    is_new: bool


def is_open(campaign: Campaign, today: date) -> bool:
    """Whether respondents may answer on that day."""
    return campaign.closed_at is None and campaign.period_start <= today <= campaign.period_end


def give_response(
    *,
    by: User | None,
    campaign: Campaign,
    reply: Reply,
    device: str = "",
    seconds: int | None = None,
) -> Slip:
    """The slip; the same UUID gives the same slip and stores nothing more. `by` is not kept.

    Raises UserError("campaign-closed" | "round-frozen" | "answers-missing" | "bad-answer").
    """
    audit.refuse_frozen(campaign.round)
    if not is_open(campaign, reply.day):
        raise UserError("campaign-closed")
    row = make_response(campaign, load_of(campaign), reply)
    if not row.answers:
        raise UserError("answers-missing")
    row.device = make_mark(campaign, reply.day, device)
    with transaction.atomic():  # one commit for what is counted and what is kept
        row.signals = [*row.signals, *_find_signals(row, seconds)]
        return Slip(make_receipt(reply.uuid), _store(row, read_comment(reply.comment)))


def _store(row: Response, said: str) -> bool:
    """Whether the row was new; then it is stored with its receipt and what was written beside it.

    Raises UserError("campaign-closed") for a UUID that belongs to another survey.
    """
    receipt = Receipt(response_uuid=row.uuid, sha256=digest_receipt(make_receipt(row.uuid)))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            receipt.save(force_insert=True)
            if said:
                Comment.objects.create(government_id=row.government_id, response=row, text=said)
    except IntegrityError:
        known = Response.objects.filter(uuid=row.uuid).first()
        if known is None:
            raise
        if known.campaign_id != row.campaign_id:
            raise UserError("campaign-closed") from None
        return False
    return True


def withdraw(*, by: User | None, code: str) -> Campaign:
    """The campaign whose response went, with its comment. `by` is not kept.

    Raises NotFound("receipt-unknown"), UserError("round-frozen").
    """
    store_spooled()  # else what waits there would come back afterwards
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    receipt = Receipt.objects.filter(sha256=digest_receipt(plain)).first()
    row = Response.objects.filter(uuid=receipt.response_uuid).first() if receipt else None
    if receipt is None or row is None:
        raise NotFound("receipt-unknown")
    campaign = row.campaign
    with audit.writing(campaign.government):
        row.delete()
        campaign.rollups.all().delete()
        receipt.delete()
        audit.record(
            by=None,
            verb="campaign.withdraw",
            target=campaign,
            government=campaign.government,
            round=campaign.round,
            unit=campaign.unit,
            form=campaign.form,
            diff={"responses": [1, None]},
        )
    return campaign


# ---- links that count once ------------------------------------------------


def make_token(campaign: Campaign, n: int) -> str:
    """What the n-th link of a campaign ends in."""
    return f"{n}-{_sign(campaign, n)}"


def read_token(campaign: Campaign, token: str) -> uuid.UUID:
    """The UUID of the only response the link can bring. Raises NotFound for a link not ours."""
    n, _dash, sign = token.partition("-")
    if not n.isdecimal() or not constant_time_compare(sign, _sign(campaign, int(n))):
        raise NotFound("survey-not-found")
    return name_link(campaign, int(n))


def name_link(campaign: Campaign, n: int) -> uuid.UUID:
    """The UUID of the response of the n-th link: only the server's secret leads from one to the
    other."""
    key = f"{campaign.client_uuid}/{n}"
    return uuid.UUID(bytes=salted_hmac("tilik.survey.link", key, algorithm="sha256").digest()[:16])


def _sign(campaign: Campaign, n: int) -> str:
    key = f"{campaign.client_uuid}/{n}"
    return salted_hmac("tilik.survey.token", key, algorithm="sha256").hexdigest()[:LINK_SIGNS]


def _find_signals(row: Response, seconds: int | None) -> list[str]:
    """What is worth a look; nothing of it is dropped."""
    found = ["fast"] if is_fast(row, seconds) else []
    same = Response.objects.filter(campaign_id=row.campaign_id, day=row.day, device=row.device)
    if row.device and row.channel != "kiosk" and same.exclude(uuid=row.uuid).exists():
        found.append("device")
    minute = int(timezone.now().timestamp()) // MINUTE
    if not count_asked(what=f"burst {row.campaign_id}", address="", minute=minute, most=BURST):
        found.append("burst")
    return found
