"""Ruang latihan: a copy of a period in which nothing counts, made in one step."""

from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import override

from tilik.actions.rounds import Member, open_round
from tilik.core.errors import UserError
from tilik.records.models import Round, User
from tilik.records.models.round import Scheme

LONGEST = 200


def open_training(*, by: User, round: Round) -> Round:
    """The training space of a period, opened if there was none: same instrument, same units.

    It is empty, has no phases and never closes; like example data it is marked on every page and
    paper, and its scheme keeps it out of every rank and comparison of the others.
    Raises PermissionDenied, UserError("training-of-training" | "round-title-taken").
    """
    if round.scheme == Scheme.TRAINING:
        raise UserError("training-of-training")
    with override("id"):
        title = _("Practice: %(round)s") % {"round": round.title}
    rows = round.round_units.select_related("unit")
    return open_round(
        by=by,
        government=round.government,
        instrument_version=round.instrument_version,
        scheme=Scheme.TRAINING,
        title=title[:LONGEST],
        period=(round.period_start, round.period_end),
        members=[Member(row.unit, row.form_variant, row.is_lokus) for row in rows],
        variant=round.variant,
        is_example=True,
        client_uuid=uuid5(NAMESPACE_URL, f"tilik/{round.client_uuid}/latihan"),
    )
