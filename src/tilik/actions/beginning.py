"""The first government and the first person of a real installation."""

from dataclasses import dataclass

from tilik.actions import audit
from tilik.actions.governments import add_government, add_national_holidays
from tilik.actions.people import add_person, reset_password
from tilik.actions.seats import give_seat
from tilik.core.errors import UserError
from tilik.records.models import Government, User
from tilik.records.models.government import GovernmentKind
from tilik.records.models.seat import Role


@dataclass(frozen=True)
class Begun:
    """A government, the account that manages it, and its first password, told once."""

    government: Government
    user: User
    password: str


def begin(*, code: str, name: str, kind: str, person: dict[str, str]) -> Begun:
    """The government with its admin, who also looks after the installation where nobody does yet.

    `person` as in `actions.people.add_person`. A government known already keeps its name, and gets
    one more admin. Raises UserError("government-code-bad" | "government-name-missing" |
    "government-kind-unknown"), and as `add_person`; then nothing is written.
    """
    digits = code.replace(".", "")
    if not (digits.isascii() and digits.isdigit()):
        raise UserError("government-code-bad", found=code)
    if not name.strip():
        raise UserError("government-name-missing")
    if kind not in GovernmentKind.values:
        raise UserError("government-kind-unknown", found=kind, allowed=", ".join(GovernmentKind))
    with audit.writing(None):
        add_national_holidays()
        government = add_government(
            by=None, code_kemendagri=code.strip(), name=name.strip(), kind=kind
        )
        user = add_person(by=None, government=government, **person)
        give_seat(by=None, user=user, role=Role.ADMIN, government=government)
        if not User.objects.filter(seats__role=Role.SYSTEM, seats__valid_to=None).exists():
            give_seat(by=None, user=user, role=Role.SYSTEM, government=None)
        return Begun(government, user, reset_password(by=None, user=user))
