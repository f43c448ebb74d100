"""The rounds of the example, filled in by its people through the actions everybody uses."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tilik.actions.clarification import reply_to
from tilik.actions.example.evidence import (
    decide_on_evidence,
    offer_evidence,
)
from tilik.actions.example.levels import (
    Line,
    find_remark,
    read_entries,
    read_lines,
    spread,
    unfold,
)
from tilik.actions.example.play import Play
from tilik.actions.example.tables import read_table, read_words
from tilik.actions.findings import return_finding
from tilik.actions.instruments import load_for
from tilik.actions.results import compute
from tilik.actions.rounds import Member, PhasePlan, extend_unit, open_round, set_phases
from tilik.actions.sheets import approve_sheet, open_sheet, send_sheet
from tilik.actions.surveys import Reply, add_responses, open_campaign
from tilik.actions.whole_sheets import Entry, fill_findings, fill_sheet
from tilik.core.instrument import Key
from tilik.records.models import (
    Finding,
    Government,
    InstrumentVersion,
    Round,
    RoundUnit,
    Seat,
    Service,
    Sheet,
    Unit,
    User,
)
from tilik.records.models.round import Stage
from tilik.records.models.seat import Role

CHANNELS = ("qr", "link", "paper", "kiosk")
MULTIPLE = "choices"


def add_rounds(
    government: Government, units: Mapping[str, Unit], people: Mapping[str, User], now: datetime
) -> list[Round]:
    """The rounds with everything in them, results included."""
    made = []
    for words in read_words("rounds")["rounds"]:
        play = Play(_open(words, government, units, people["admin"]), words, units, people, now)
        claims = _fill_claims(play)
        _fill_findings(play, claims)
        decide_on_evidence(play)
        _fill_government(play)
        _add_survey(play)
        _add_events(play)
        _set_phases(play)
        compute(round=play.round, by=people["admin"], at=now)
        made.append(play.round)
    return made


def _open(
    words: Mapping[str, Any], government: Government, units: Mapping[str, Unit], admin: User
) -> Round:
    """The round with all units; its phases come last, for a closed one takes no answers."""
    version = InstrumentVersion.objects.filter(code=words["instrument"]).first()
    if version is None:
        raise LookupError(words["instrument"])
    return open_round(
        by=admin,
        government=government,
        instrument_version=version,
        scheme=words["scheme"],
        title=words["title"],
        period=(words["period"][0], words["period"][1]),
        members=[Member(unit, form_variant=words["channel"]) for unit in units.values()],
        is_example=True,
        client_uuid=uuid5(NAMESPACE_URL, words["key"]),
    )


def _fill_claims(play: Play) -> dict[str, Line]:
    """The claims by unit, each filled in by its operator and, if ripe, sent and approved."""
    lines = {line.unit: line for line in read_lines(play.words["key"]) if line.stage == Stage.CLAIM}
    unsent, unapproved = (play.words.get(name, ()) for name in ("unsent", "unapproved"))
    for code, line in lines.items():
        operator, head = play.people[f"op-{code}"], play.people[f"kd-{code}"]
        unit, form = play.units[code], play.words["claim"]
        sheet = open_sheet(by=operator, round=play.round, unit=unit, form=form)
        rules = play.words.get("claims")
        answers = unfold(line.levels, rules) if rules else line.levels.items()
        _answer(play, operator, sheet, answers)
        offer_evidence(play, code)
        if code not in unsent:
            send_sheet(by=operator, sheet=sheet)
        if code not in (*unsent, *unapproved):
            approve_sheet(by=head, sheet=sheet)
    return lines


def _answer(play: Play, by: User, sheet: Sheet, answers: Iterable[tuple[str, str]]) -> None:
    """Nothing; the answers stand on the sheet."""
    items = load_for(play.round).items
    entries = [
        Entry(
            item=item,
            value=text.split() if items[Key(sheet.form, item)].kind == MULTIPLE else text,
            client_uuid=play.name(sheet.unit_id, sheet.form, sheet.stage, item),
        )
        for item, text in answers
    ]
    fill_sheet(by=by, sheet=sheet, entries=entries)


def _fill_findings(play: Play, claims: Mapping[str, Line]) -> None:
    """Nothing; every evaluator's levels stand, with a remark wherever one is due."""
    for line in read_lines(play.words["key"]):
        if line.stage == Stage.CLAIM:
            continue
        evaluator = play.people[line.evaluator]
        sheet = open_sheet(
            by=evaluator,
            round=play.round,
            unit=play.units[line.unit],
            form=play.words["evaluation"],
            stage=line.stage,
            seat=Seat.objects.get(user=evaluator, role=Role.EVALUATOR),
        )
        has_rules = "claims" in play.words
        claim = claims[line.unit].levels if has_rules else {}
        entries = [
            Entry(
                item=item,
                value=level,
                note=find_remark(item, level, claim.get(item, "")),
                client_uuid=play.name(line.unit, line.stage, line.evaluator, item),
            )
            for item, level in line.levels.items()
        ]
        fill_findings(by=evaluator, sheet=sheet, entries=entries)


def _fill_government(play: Play) -> None:
    """Nothing; what only the government itself can say is said."""
    own = play.words.get("government")
    if own:
        admin = play.people["admin"]
        place = {"round": play.round, "unit": None, "form": own["form"], "stage": Stage.FINAL}
        sheet = open_sheet(by=admin, **place)
        _answer(play, admin, sheet, read_entries(own["answers"]))


def _add_survey(play: Play) -> None:
    """Nothing; every unit has its campaign and its respondents, or one for each service named."""
    for row in read_table("respondents"):
        if row.pop("round") != play.words["key"]:
            continue
        unit, form, n = play.units[row.pop("unit")], row.pop("form"), int(row.pop("n"))
        code = row.pop("service")
        service = Service.objects.get(unit=unit, code=code) if code else None
        place = [unit.code, form, *filter(None, [code])]
        start, end = play.words["day"] - 40, play.words["day"]
        campaign = open_campaign(
            by=play.people["admin"],
            round=play.round,
            unit=unit,
            form=form,
            title=f"{form} {service or unit.name}",
            service=service,
            period=(play.day(start).date(), play.day(end).date()),
            client_uuid=play.name(*place),
        )
        means = {item: float(mean) for item, mean in row.items() if mean}
        replies = _make_replies(play, form, place, means, n)
        add_responses(by=play.people["admin"], campaign=campaign, replies=replies)


def _make_replies(
    play: Play, form: str, place: Sequence[str], means: Mapping[str, float], n: int
) -> Sequence[Reply]:
    """The replies of `n` people whose ratings come near the means."""
    items = load_for(play.round).items
    columns: dict[str, list[int]] = {}
    for turn, (item, mean) in enumerate(means.items()):
        scale = items[Key(form, item)].scale
        low, high = (int(scale.low), int(scale.high)) if scale else (1, 1)
        columns[item] = spread(mean, n, turn, max(1, low), high)
    return [
        Reply(
            day=play.day(play.words["day"] - person % 40).date(),
            channel=CHANNELS[person % len(CHANNELS)],
            answers={item: ratings[person] for item, ratings in columns.items()},
            uuid=play.name(*place, person),
        )
        for person in range(n)
    ]


def _add_events(play: Play) -> None:
    """Nothing; a unit has more time, a finding is returned, another one objected to."""
    admin = play.people["admin"]
    for found in play.words.get("extensions", ()):
        row = RoundUnit.objects.get(round=play.round, unit=play.units[found["unit"]])
        until = play.day(found["days"])
        extend_unit(by=admin, round_unit=row, until=until, letter=found["letter"])
    for found in play.words.get("returns", ()):
        return_finding(
            by=play.people[found["evaluator"]],
            finding=_find_finding(play, found),
            reason=found["reason"],
            until=play.day(found["days"]),
        )
    for found in play.words.get("objections", ()):
        reply_to(
            by=play.people[f"op-{found['unit']}"],
            finding=_find_finding(play, found),
            agrees=False,
            reason=found["reason"],
            client_uuid=play.name("objection", found["unit"], found["item"]),
        )


def _find_finding(play: Play, found: Mapping[str, str]) -> Finding:
    """The desk's finding on an item."""
    return Finding.objects.select_related("sheet__round__government", "sheet__unit").get(
        sheet__round=play.round,
        sheet__unit=play.units[found["unit"]],
        sheet__stage=Stage.DESK,
        sheet__seat__user=play.people[found["evaluator"]],
        item=found["item"],
    )


def _set_phases(play: Play) -> None:
    """Nothing; the phases run around the day of loading."""
    set_phases(
        by=play.people["admin"],
        round=play.round,
        phases=[
            PhasePlan(
                code=phase["code"],
                title=phase["title"],
                stage=phase["stage"],
                starts_at=play.day(phase["days"][0], time(0, 0)),
                ends_at=play.day(phase["days"][1]),
            )
            for phase in play.words["phases"]
        ],
    )
