"""What the ledger of the Ombudsman's products says of a round, and whether it decides the suffix."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tilik.core.answers import Answer
from tilik.core.instrument import Gap, Key
from tilik.core.oversight import LEDGER, Product, choose_source, get_state, list_counting
from tilik.records.models import Freeze, OversightProduct, Round
from tilik.records.queries.freezes import get_standing
from tilik.records.queries.oversight import find_suffix, list_products

OPTION = "oversight"
FINAL = "final"


@dataclass(frozen=True)
class Ledger:
    """The products that count for a round, what they amount to, and who decides the suffix."""

    item: Key
    option: str | None
    state: str
    source: str
    rows: tuple[OversightProduct, ...]

    @property
    def is_deciding(self) -> bool:
        """Whether the ledger stands in place of what the government entered."""
        return self.source == LEDGER

    def make_answer(self) -> Answer:
        """The answer it stands for; where something is open no level can be computed."""
        gap = Gap.NOT_COMPUTABLE if self.option is None else None
        return Answer("", *self.item, self.option, gap, stage=FINAL)

    def describe(self) -> dict[str, Any]:
        """What it rests on, as a freeze holds it."""
        return {
            "item": f"{self.item.form}:{self.item.item}",
            "state": self.state,
            "option": self.option,
            "products": [
                [
                    *(row.number, row.kind, row.unit.code if row.unit else ""),
                    *(row.received_on.isoformat(), row.due.isoformat() if row.due else ""),
                    *(row.state, row.settled_on.isoformat() if row.settled_on else ""),
                ]
                for row in self.rows
            ],
        }


def read_ledger(round: Round) -> Ledger | None:
    """The ledger as it stands for the round; None where the instrument asks for none."""
    suffix = find_suffix(round)
    if suffix is None:
        return None
    by_facts = {
        (row.pk, Product(row.received_on, row.settled_on)): row
        for row in list_products(round.government)
    }
    counting = list_counting(
        (facts for _pk, facts in by_facts), round.period_start, round.period_end
    )
    rows = tuple(row for (_pk, facts), row in by_facts.items() if facts in counting)
    state = get_state(counting)
    return Ledger(
        item=Key(*str(suffix["item"]).split(":", 1)),
        option=suffix["ledger"].get(state),
        state=state,
        source=choose_source(str(round.options.get(OPTION, "")), len(rows)),
        rows=rows,
    )


def read_deciding(round: Round) -> Mapping[str, Any] | None:
    """What decides the suffix in place of the government's own answer; None where that counts.

    Of a frozen round it is what the freeze holds: the ledger goes on.
    """
    if find_suffix(round) is None:
        return None
    if standing := get_standing(round):
        content = Freeze.objects.values_list("canonical", flat=True).get(pk=standing.pk)
        sealed: Mapping[str, Any] | None = json.loads(bytes(content)).get(OPTION)
        return sealed
    ledger = read_ledger(round)
    return ledger.describe() if ledger and ledger.is_deciding else None


def replace_answers(answers: list[Answer], said: Mapping[str, Any]) -> list[Answer]:
    """The government's answers, with that of the ledger in place of its own."""
    form, item = said["item"].split(":", 1)
    made = Ledger(Key(form, item), said["option"], said["state"], LEDGER, ()).make_answer()
    return [*(each for each in answers if each.key != made.key), made]
