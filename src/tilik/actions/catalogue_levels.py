"""The level the catalogue of services suggests for an indicator, with its reasons. Stored by nobody."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils import timezone

from tilik.actions.instruments import load_for
from tilik.core.answers import Answer, Value
from tilik.core.catalogue_facts import Fact, ServiceFacts, find_facts
from tilik.core.instrument import Key
from tilik.core.rules import Suggestion
from tilik.core.suggestions import list_looked_at, suggested
from tilik.library.catalogue import Cap, FactRules, load_fact_rules
from tilik.records.models import Round, RoundUnit, Service, StandardVersion, Unit
from tilik.records.queries.standards import list_services_of, list_standards


@dataclass(frozen=True, slots=True)
class Said:
    """One question the catalogue answers, and the fact that answers it."""

    item: str
    value: str
    fact: Fact
    reason: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CatalogueLevel:
    """What the catalogue makes of an indicator, asked by `form`; `cap` where it limits the level."""

    form: str
    suggestion: Suggestion
    said: tuple[Said, ...]
    cap: Cap | None


def suggest_from_catalogue(*, round: Round, row: RoundUnit) -> dict[str, CatalogueLevel]:
    """What the catalogue says to the unit's indicators, by their key `form:item`.

    Empty where the instrument asks nothing of it, or no service is on record.
    """
    rules = load_fact_rules(round.instrument_version.code)
    return _suggest(rules, round, row, read_services(row.unit)) if rules else {}


def suggest_from_catalogues(
    *, round: Round, rows: Sequence[RoundUnit], key: Key
) -> dict[int, CatalogueLevel]:
    """What the catalogue says to one indicator of many units, by unit; read at once, or not at all."""
    rules = load_fact_rules(round.instrument_version.code)
    if rules is None or not rows or not _is_asked(rules, round, rows[0], key):
        return {}
    services = _read_all([row.unit for row in rows])
    found = {
        row.unit_id: _suggest(rules, round, row, services.get(row.unit_id, []), key) for row in rows
    }
    return {unit: each[str(key)] for unit, each in found.items() if str(key) in each}


def _is_asked(rules: FactRules, round: Round, row: RoundUnit, key: Key) -> bool:
    """Whether any fact of the catalogue bears on the indicator."""
    instrument = load_for(round, kind=row.kind, channel=row.form_variant)
    item = instrument.items.get(key)
    if item is None or item.rule is None:
        return False
    looked_at = list_looked_at(instrument, item)
    return any(each.item in looked_at for each in rules.answers) or any(
        cap.item == key.item for cap in rules.caps
    )


def _suggest(
    rules: FactRules,
    round: Round,
    row: RoundUnit,
    services: Sequence[ServiceFacts],
    only: Key | None = None,
) -> dict[str, CatalogueLevel]:
    """The levels by what is on record of the services; of one indicator where it is given."""
    facts = find_facts(services, timezone.localdate())
    if not facts:
        return {}
    said = _answer(rules, facts)
    instrument = load_for(round, kind=row.kind, channel=row.form_variant)
    found = {}
    for key, item in instrument.items.items():
        if only not in (None, key):
            continue
        looked_at = list_looked_at(instrument, item)
        mine = tuple(each for each in said.values() if each.item in looked_at)
        own = [cap for cap in rules.caps if cap.item == key.item]
        cap = next((each for each in own if facts[each.fact].value == each.value), None)
        if item.rule is None or not (mine or cap):
            continue
        form = item.rule.form
        sheet = {Key(form, each.item): (_make_answer(form, each),) for each in said.values()}
        suggestion = suggested(instrument, item, sheet)
        if suggestion is not None:
            found[str(key)] = CatalogueLevel(form, _limit(suggestion, cap), mine, cap)
    return found


def read_services(unit: Unit) -> list[ServiceFacts]:
    """What is on record of each of the unit's services."""
    return _read_all([unit]).get(unit.pk, [])


def _read_all(units: Sequence[Unit]) -> dict[int, list[ServiceFacts]]:
    """What is on record of the services of each unit."""
    standards = list_standards(units)
    standing = {v.service_id: v for versions in standards.values() for v in versions}
    found: dict[int, list[ServiceFacts]] = defaultdict(list)
    for service in list_services_of(units):
        found[service.unit_id].append(_read(service, standing.get(service.pk)))
    return found


def _read(service: Service, version: StandardVersion | None) -> ServiceFacts:
    rows = sorted(version.components.all(), key=lambda row: row.number) if version else []
    return ServiceFacts(
        states=tuple(row.state for row in rows) if version else None,
        is_adopted=bool(version and version.is_adopted),
        adopted_on=version.valid_from if version and version.is_adopted else None,
        has_forum=bool(service.forum_number or service.forum_on),
        registry=service.registry_state,
        promise=service.promise_state,
    )


def _answer(rules: FactRules, facts: Mapping[str, Fact]) -> dict[str, Said]:
    """The questions answered, by their code."""
    said = {}
    for each in rules.answers:
        fact = facts[each.fact]
        if fact.value is None:
            continue
        value = str(fact.value) if each.values is None else each.values.get(str(fact.value), "")
        if value:
            said[each.item] = Said(each.item, value, fact, rules.reasons[each.fact])
    return said


def _make_answer(form: str, said: Said) -> Answer:
    value: Value = Fraction(said.value) if said.value.isdecimal() else said.value
    return Answer(unit="", form=form, item=said.item, value=value)


def _limit(suggestion: Suggestion, cap: Cap | None) -> Suggestion:
    """The suggestion, no higher than the cap; a range that only one level is left of is that level."""
    if cap is None:
        return suggestion
    top = Fraction(cap.level)
    values = {
        name: min(value, top)
        for name in ("level", "low", "high")
        if (value := getattr(suggestion, name)) is not None
    }
    if not values:
        values = {"low": Fraction(0), "high": top}
    return replace(suggestion, **values)
