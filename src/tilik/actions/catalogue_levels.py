"""The level the catalogue of services suggests for an indicator, with its reasons. Stored by nobody."""

from collections.abc import Mapping
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
from tilik.records.queries.standards import list_services, list_standards


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
    facts = find_facts(read_services(row.unit), timezone.localdate()) if rules else {}
    if rules is None or not facts:
        return {}
    said = _answer(rules, facts)
    instrument = load_for(round, kind=row.kind, channel=row.form_variant)
    found = {}
    for key, item in instrument.items.items():
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
    standing = {v.service_id: v for v in list_standards([unit]).get(unit.pk, [])}
    return [_read(service, standing.get(service.pk)) for service in list_services(unit)]


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
