"""Who may do what: a table of roles and verbs, asked of a person's seats."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from tilik.core.errors import PermissionDenied
from tilik.records.models import Government, Round, Seat, Unit, User
from tilik.records.models.seat import Role

VERBS: Mapping[str, str] = {
    "government.manage": "name and change governments and their holidays",
    "unit.manage": "add, change, merge and rename units and services",
    "people.import": "give accounts, change and erase personal values",
    "seat.manage": "give, close and hand over seats",
    "instrument.upload": "add an instrument of one's own",
    "published.import": "bring in published figures",
    "round.manage": "open a round, set its phases and units",
    "round.freeze": "freeze a round and open it again",
    "round.read": "see a round and who is late",
    "sheet.read": "read answers",
    "sheet.fill": "fill in a unit's sheet",
    "sheet.approve": "approve a unit's sheet before it is sent",
    "sheet.return": "return a sheet with a reason",
    "finding.write": "choose levels and write remarks",
    "finding.decide": "settle disagreements between evaluators",
    "clarification.decide": "decide on what units object to",
    "oversight.manage": "keep the ledger of the Ombudsman's products",
    "paper.manage": "set letterhead and signatories, make and file the papers of a period",
    "result.read": "see scores and what they are made of",
    "result.compute": "compute results",
    "practice.take": "practise the interview and see how far the unit is",
    "standard.read": "read services and their standards",
    "standard.write": "write services and their standards, put them in force",
    "standard.decide": "decide on a component against what the checks say",
    "campaign.read": "see surveys of users and what they brought",
    "campaign.manage": "open and close surveys of users, enter and import responses",
    "audit.read": "read the story of every write",
}

_UNIT = frozenset(
    {
        *("round.read", "sheet.read", "sheet.fill", "result.read", "practice.take"),
        *("standard.read", "standard.write", "campaign.read", "campaign.manage"),
    }
)
ROLES: Mapping[str, frozenset[str]] = {
    Role.ADMIN: frozenset(VERBS) - {"government.manage", "sheet.approve"},
    Role.OPERATOR: _UNIT,
    Role.HEAD: _UNIT | {"sheet.approve"},
    Role.EVALUATOR: frozenset(
        {
            *("round.read", "sheet.read", "sheet.return", "finding.write"),
            *("clarification.decide", "result.read", "standard.read", "campaign.read"),
        }
    ),
    Role.LEADER: frozenset(
        {"round.read", "sheet.read", "result.read", "standard.read", "campaign.read"}
    ),
    Role.SYSTEM: frozenset(
        {"government.manage", "people.import", "seat.manage", "instrument.upload", "audit.read"}
    ),
}


@dataclass(frozen=True)
class Rights:
    """What one person may do, read from the database once."""

    seats: tuple[Seat, ...]

    def may(
        self,
        verb: str,
        *,
        government: Government | None,
        round: Round | None = None,
        unit: Unit | None = None,
        form: str = "",
    ) -> bool:
        """Whether a seat gives the verb there; a seat narrower than the question does not."""
        if verb not in VERBS:
            raise ValueError(f"unknown verb: {verb}")
        if _is_foreign(government, round, unit):
            return False
        return any(
            verb in ROLES[seat.role]
            and seat.government_id in (None, government.pk if government else None)
            and seat.round_id in (None, round.pk if round else None)
            and seat.unit_id in (None, unit.pk if unit else None)
            and seat.form in ("", form)
            and not _waits(seat, round)
            for seat in self.seats
        )

    def may_in_part(self, verb: str, round: Round) -> bool:
        """Whether a seat gives the verb in any part of the round."""
        return any(
            verb in ROLES[seat.role]
            and seat.government_id in (None, round.government_id)
            and seat.round_id in (None, round.pk)
            for seat in self.seats
        )

    def may_somewhere(self, verb: str, government: Government | None) -> bool:
        """Whether any seat in the government gives the verb, however narrow the seat is."""
        home = government.pk if government else None
        return any(verb in ROLES[seat.role] and seat.government_id == home for seat in self.seats)

    def get_seat(self, role: str, *, round: Round, unit: Unit | None) -> Seat | None:
        """The narrowest seat with that role over the unit in the round, or None."""
        fitting = [
            seat
            for seat in self.seats
            if seat.role == role
            and seat.government_id == round.government_id
            and seat.round_id in (None, round.pk)
            and seat.unit_id in (None, unit.pk if unit else None)
            and not _waits(seat, round)
        ]
        return max(
            fitting, key=lambda seat: (bool(seat.unit_id), bool(seat.round_id)), default=None
        )


def load_rights(user: User | None) -> Rights:
    """The person's rights now; none for somebody not logged in or no longer active."""
    if user is None or not user.is_active or user.pk is None:
        return Rights(())
    now = timezone.now()
    current = Q(valid_from__lte=now) & (Q(valid_to__isnull=True) | Q(valid_to__gt=now))
    seats: Iterable[Seat] = Seat.objects.filter(current, user=user).select_related(
        "government", "unit", "round"
    )
    return Rights(tuple(seats))


def may(
    user: User | None,
    verb: str,
    *,
    government: Government | None,
    round: Round | None = None,
    unit: Unit | None = None,
    form: str = "",
) -> bool:
    """Whether the person may do that there, asked of the database."""
    return load_rights(user).may(verb, government=government, round=round, unit=unit, form=form)


def require(
    user: User | None,
    verb: str,
    *,
    government: Government | None,
    round: Round | None = None,
    unit: Unit | None = None,
    form: str = "",
) -> None:
    """Nothing. Raises PermissionDenied with the verb where the person may not."""
    if not may(user, verb, government=government, round=round, unit=unit, form=form):
        raise PermissionDenied("permission-denied", verb=verb)


def _waits(seat: Seat, round: Round | None) -> bool:
    """Whether an evaluator of the whole government waits for units in a round that assigns them."""
    if seat.role != Role.EVALUATOR or seat.unit_id is not None or round is None:
        return False
    return bool(round.options.get("verification", {}).get("assigned"))


def _is_foreign(government: Government | None, round: Round | None, unit: Unit | None) -> bool:
    """Whether the round or the unit belongs to another government than the one named."""
    home = government.pk if government else None
    return any(part is not None and part.government_id != home for part in (round, unit))
