"""Hand-overs in words: the seat, and the minutes to copy."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from tilik.records.models import Government, Round, Seat
from tilik.records.queries.rounds import UnitProgress
from tilik.web.numbers import format_moment
from tilik.web.presenters.managing import get_role_word
from tilik.web.presenters.reminders import LANGUAGE, say_deadline


def name_seat(seat: Seat) -> str:
    """The role with its unit, and its period where it holds for one alone."""
    parts = (
        get_role_word(seat.role),
        seat.unit and seat.unit.name,
        seat.round and seat.round.title,
    )
    return " – ".join(str(part) for part in parts if part)


def write_minutes(
    government: Government,
    seat: Seat,
    round: Round | None,
    progress: UnitProgress | None,
    now: datetime,
) -> str:
    """The minutes of a hand-over as a message, in Indonesian whatever the page speaks."""
    before = seat.took_over_from
    if before is None:
        return ""
    with override(LANGUAGE):
        lines = [
            _("*Hand-over* – %(seat)s") % {"seat": name_seat(seat)},
            _("From: %(who)s") % {"who": before.user.get_role_line()},
            _("To: %(who)s") % {"who": seat.user.get_role_line()},
            _("Holds from: %(at)s") % {"at": say_deadline(seat.valid_from)},
            _("By: %(letter)s") % {"letter": seat.letter} if seat.letter else "",
        ]
        if round and progress:
            facts = {
                "round": round.title,
                "done": progress.answered,
                "total": progress.total,
                "at": format_moment(now),
            }
            lines.append(_("%(round)s: %(done)s of %(total)s questions answered (%(at)s)") % facts)
        lines += [
            _("What was filled in and all evidence stay with the unit."),
            f"– {government.bureau or government.name}",
        ]
        return "\n".join(filter(None, lines))
