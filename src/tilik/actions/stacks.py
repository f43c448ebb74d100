"""A stack of paper entered at once: checked whole, stored once by its name."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5

from tilik.actions.surveys import Reply, add_responses
from tilik.core.errors import UserError
from tilik.core.stacks import Row, Stack
from tilik.records.models import Campaign, User
from tilik.records.models.campaign import ResponseChannel


def add_stack(
    *, by: User, campaign: Campaign, stack: Stack, batch: str, day: date, counted: int
) -> int:
    """How many sheets were new: a stack of the same name and rows is stored once.

    Raises PermissionDenied, UserError("stack-unnamed" | "stack-bad" | "stack-count" |
    "stack-differs" | "campaign-closed"): then nothing was stored.
    """
    name = " ".join(batch.split())[:40]
    if not name:
        raise UserError("stack-unnamed")
    if stack.faulty:
        raise UserError("stack-bad")
    if len(stack.rows) != counted or not stack.rows:
        raise UserError("stack-count", said=counted, n=len(stack.rows))
    replies = [_make_reply(campaign, name, row, day) for row in stack.rows]
    _refuse_other(campaign, name, replies)
    return add_responses(by=by, campaign=campaign, replies=replies, batch=name)


def _make_reply(campaign: Campaign, batch: str, row: Row, day: date) -> Reply:
    return Reply(
        day=day,
        channel=ResponseChannel.PAPER,
        answers=row.answers,
        uuid=name_sheet(campaign, batch, row.n),
        traits=row.traits,
    )


def name_sheet(campaign: Campaign, batch: str, n: int) -> UUID:
    """The UUID of the n-th sheet of a stack."""
    return uuid5(campaign.client_uuid, f"{batch.lower()}/{n}")


def _refuse_other(campaign: Campaign, batch: str, replies: Sequence[Reply]) -> None:
    """Nothing. Raises UserError where a stack of that name says something else."""
    stored = campaign.responses.filter(channel=ResponseChannel.PAPER, batch__iexact=batch)
    held = dict(stored.values_list("uuid", "answers"))
    said = {reply.uuid: dict(reply.answers) for reply in replies}
    if any(said.get(uuid) != answers for uuid, answers in held.items()):
        raise UserError("stack-differs")
