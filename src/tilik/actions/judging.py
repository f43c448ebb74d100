"""What the checks make of a standard as it stands: the same judge as `tilik read`."""

from collections.abc import Iterable

from tilik.core.drafting import Guide
from tilik.core.standards import Checks, Component, Found, Judged, Row, judge_text
from tilik.library.standards import load_checks, load_guide
from tilik.records.models import Service, StandardComponent, StandardVersion
from tilik.records.models.standard import ComponentStatus


def get_checks() -> Checks:
    """All that is looked for in a standard."""
    return load_checks()


def get_guide() -> Guide:
    """The wording to begin from, and the checks of the papers around a standard."""
    return load_guide()


def get_component(number: int) -> Component:
    """One of the fourteen by its number."""
    return next(each for each in load_checks().components if each.number == number)


def judge_component(service: Service, component: StandardComponent) -> Judged:
    """What the checks say of one component, with the questions to ask."""
    asked = get_component(component.number)
    text, unit = component.content, service.unit.name
    row = Row(asked.title["id"], text, component.page, None, component.is_picture)
    judged = judge_text(load_checks(), asked, row, service=service.name, unit=unit)
    if judged.found == Found.EMPTY and component.suggested == ComponentStatus.UNREAD:
        return Judged(asked, Found.TO_CHECK, row)
    return judged


def judge_version(version: StandardVersion) -> list[Judged]:
    """What the checks say of all fourteen, in order."""
    rows: Iterable[StandardComponent] = version.components.all()
    return [judge_component(version.service, row) for row in sorted(rows, key=lambda r: r.number)]
