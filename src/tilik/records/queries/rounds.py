"""Rounds: which a person sees, and how far every unit is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Case, Count, IntegerField, Max, Q, Value, When
from django.utils import timezone

from tilik.core.calendar import WorkCalendar
from tilik.records.models import (
    Answer,
    Government,
    Phase,
    Round,
    RoundUnit,
    Seat,
    Sheet,
    Unit,
    User,
)
from tilik.records.models.round import Scheme
from tilik.records.queries.calendars import get_days_off
from tilik.records.queries.documents import get_year, list_items, list_unit_forms

IS_PRACTICE = Case(
    When(scheme=Scheme.TRAINING, then=Value(1)), default=Value(0), output_field=IntegerField()
)
LARGE = tuple(f"instrument_version__{name}" for name in ("canonical", "cases", "lint_report"))


@dataclass(frozen=True)
class FormProgress:
    """How far one form of a unit is; conditional questions are not counted."""

    form: str
    answered: int
    total: int
    sheet: Sheet | None
    last_change: datetime | None

    @property
    def missing(self) -> int:
        """How many questions nobody answered."""
        return self.total - self.answered


@dataclass(frozen=True)
class UnitProgress:
    """How far one unit is at a stage, and whether its time has run out."""

    row: RoundUnit
    forms: tuple[FormProgress, ...]
    deadline: datetime | None
    is_late: bool
    workdays: int | None = None
    """The unit's working days until the deadline; negative: since; None where there is none."""

    @property
    def answered(self) -> int:
        """Answered questions of all forms."""
        return sum(form.answered for form in self.forms)

    @property
    def total(self) -> int:
        """Questions of all forms."""
        return sum(form.total for form in self.forms)

    @property
    def missing(self) -> int:
        """Questions nobody answered."""
        return self.total - self.answered

    @property
    def is_sent(self) -> bool:
        """Whether every form was sent."""
        return bool(self.forms) and all(form.sheet and form.sheet.sent_at for form in self.forms)

    @property
    def last_change(self) -> datetime | None:
        """When anything was last answered."""
        times = [form.last_change for form in self.forms if form.last_change]
        return max(times, default=None)


@dataclass(frozen=True)
class RoundOverview:
    """A round with its phases and every unit's progress at one stage."""

    round: Round
    stage: str
    phases: tuple[Phase, ...]
    units: tuple[UnitProgress, ...]

    @property
    def late(self) -> tuple[UnitProgress, ...]:
        """The units whose time has run out."""
        return tuple(unit for unit in self.units if unit.is_late)


def is_example(government: Government) -> bool:
    """Whether the government is made up; the training space of a real one does not make it so."""
    rounds = Round.objects.filter(government=government, is_example=True)
    return rounds.exclude(scheme=Scheme.TRAINING).exists()


def list_rounds(user: User, now: datetime) -> list[Round]:
    """The rounds the person has a seat for, newest first, practice last."""
    seats = Seat.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=now), user=user, valid_from__lte=now
    )
    return list_rounds_of(seats)


def list_rounds_of(seats: Iterable[Seat]) -> list[Round]:
    """The rounds the seats reach, newest first, practice last."""
    reach = Q(pk__in=())
    for seat in seats:
        if seat.government_id is None:
            continue
        part = Q(government=seat.government_id)
        if seat.round_id:
            part &= Q(pk=seat.round_id)
        if seat.unit_id:
            part &= Q(pk__in=RoundUnit.objects.filter(unit=seat.unit_id).values("round"))
        reach |= part
    return list(Round.objects.filter(reach).order_by(IS_PRACTICE, "-period_end", "-pk"))


def get_round(pk: int) -> Round | None:
    """The round with its government, instrument and phases, or None."""
    rounds = Round.objects.select_related("government", "instrument_version")
    rounds = rounds.defer("instrument_version__cases", "instrument_version__lint_report")
    return rounds.prefetch_related("phases").filter(pk=pk).first()


def find_newest_of(unit: Unit) -> Round | None:
    """The newest round the unit takes part in, practice aside, or None."""
    rows = RoundUnit.objects.filter(unit=unit).exclude(round__scheme=Scheme.TRAINING)
    pk = rows.order_by("-round__period_end", "-round")
    return get_round(first) if (first := pk.values_list("round", flat=True).first()) else None


def get_overview(
    round: Round, now: datetime, stage: str = "claim", *, of: Collection[int] | None = None
) -> RoundOverview:
    """How far the units of the round are, in four queries whatever their number."""
    return get_overviews(round, now, (stage,), of=of)[stage]


def get_overviews(
    round: Round, now: datetime, stages: Sequence[str], *, of: Collection[int] | None = None
) -> dict[str, RoundOverview]:
    """The overview of each stage, of all units where `of` names none; all in four queries."""
    rows = RoundUnit.objects.filter(round=round).select_related("unit").order_by("unit__code")
    members = list(rows if of is None else rows.filter(unit__in=of))
    phases, clock = tuple(round.phases.all()), _Clock(now, get_days_off(round.government))
    found = _Found(_list_sheets(round, stages, of), count_filled(round, stages, of))
    return {
        stage: RoundOverview(
            round, stage, phases, _list_progress(round, stage, members, phases, clock, found)
        )
        for stage in stages
    }


Place = tuple[str, int | None, str]
"""A stage, a unit and a form."""


@dataclass(frozen=True)
class _Found:
    """The sheets of each place, and what is answered on each sheet."""

    sheets: Mapping[Place, Sequence[Sheet]]
    counts: Mapping[int, tuple[int, datetime | None]]


@dataclass(frozen=True)
class _Clock:
    """Now, and the working days from now to a deadline: hundreds of units share one."""

    now: datetime
    days_off: frozenset[date]
    counted: dict[tuple[int, datetime], int] = field(default_factory=dict)

    def count(self, workdays_per_week: int, deadline: datetime) -> int:
        """The working days left; below zero where they have passed."""
        key = (workdays_per_week, deadline)
        if key not in self.counted:
            today, last = timezone.localdate(self.now), timezone.localdate(deadline)
            calendar = WorkCalendar(workdays_per_week, self.days_off)
            self.counted[key] = calendar.between(today, last)
        return self.counted[key]


def _list_progress(
    round: Round,
    stage: str,
    members: Sequence[RoundUnit],
    phases: tuple[Phase, ...],
    clock: _Clock,
    found: _Found,
) -> tuple[UnitProgress, ...]:
    """Every unit at the stage."""
    totals: dict[tuple[str, str], dict[str, int]] = {}
    units = []
    for row in members:
        sort = (row.form_variant, row.kind)
        if sort not in totals:
            totals[sort] = count_asked(round, stage, *sort)
        forms = tuple(
            _make_progress(form, total, sheet, found.counts)
            for form, total in totals[sort].items()
            for sheet in found.sheets.get((stage, row.unit_id, form), (None,))
        )
        units.append(_make_unit(row, forms, find_deadline(row, phases, stage), clock))
    return tuple(units)


def list_furthest(sheets: Iterable[tuple[int | None, int]]) -> list[int]:
    """How much is answered of the unit as a whole and of each service: whatever was begun.

    Of two evaluators' sheets of one service the fuller counts; a service nobody began is not asked.
    """
    best: dict[int | None, int] = {}
    for service, n in sheets:
        best[service] = max(n, best.get(service, 0))
    return [n for n in best.values() if n] or [0]


def find_deadline(row: RoundUnit, phases: tuple[Phase, ...], stage: str) -> datetime | None:
    """Until when the unit may write at the stage: the last phase's end, or a later extension."""
    return find_end(row.extended_until, phases, stage)


def find_end(
    extended_until: datetime | None, phases: tuple[Phase, ...], stage: str
) -> datetime | None:
    """The last phase's end at the stage, or a later extension; None where no phase is laid down."""
    ends = [phase.ends_at for phase in phases if phase.stage == stage]
    extended = [extended_until] if extended_until else []
    return max([*ends, *extended]) if ends else None


def _make_progress(
    form: str, total: int, sheet: Sheet | None, counts: Mapping[int, tuple[int, datetime | None]]
) -> FormProgress:
    """The progress of one sheet, or of a form nobody opened."""
    answered, last = counts.get(sheet.pk, (0, None)) if sheet else (0, None)
    return FormProgress(form, min(answered, total), total, sheet, last)


def _make_unit(
    row: RoundUnit, forms: tuple[FormProgress, ...], deadline: datetime | None, clock: _Clock
) -> UnitProgress:
    """The unit with its forms; late is who has not sent all of them by the deadline."""
    if deadline is None:
        return UnitProgress(row, forms, None, False)
    is_sent = bool(forms) and all(form.sheet and form.sheet.sent_at for form in forms)
    workdays = clock.count(row.unit.workdays_per_week, deadline)
    return UnitProgress(row, forms, deadline, clock.now > deadline and not is_sent, workdays)


def count_asked(round: Round, stage: str, channel: str, kind: str) -> dict[str, int]:
    """How many unconditional questions each form asks a unit of that sort."""
    version, year = round.instrument_version, get_year(round)
    key = (version.sha256, year, stage, channel, kind)
    if key not in _ASKED:
        forms = list_unit_forms(version.document, stage, channel)
        _ASKED[key] = {
            str(form["code"]): len(list_unconditional(form, year, kind, channel)) for form in forms
        }
    return _ASKED[key]


_ASKED: dict[tuple[object, ...], dict[str, int]] = {}
"""By the fingerprint of the instrument: its bytes never change."""


def list_unconditional(
    form: Mapping[str, object], year: int, kind: str = "", channel: str = ""
) -> list[str]:
    """The codes of the items a unit is asked whatever it answers elsewhere."""
    items = list_items(form, year, kind, channel)
    return [item.code for item in items if not item.is_conditional and not item.of_government]


def _list_sheets(
    round: Round, stages: Sequence[str], of: Collection[int] | None
) -> dict[Place, list[Sheet]]:
    """The sheets of the stages by stage, unit and form, with what says where each stands."""
    sheets: dict[Place, list[Sheet]] = defaultdict(list)
    found = Sheet.objects.filter(round=round, stage__in=stages, set_aside_at=None).order_by("pk")
    if of is not None:
        found = found.filter(unit__in=of)
    told = ("stage", "unit", "service", "form", "sent_at", "approved_at", "returned_reason")
    for sheet in found.only(*told):
        sheets[sheet.stage, sheet.unit_id, sheet.form].append(sheet)
    return sheets


def count_filled(
    round: Round, stages: Sequence[str], of: Collection[int] | None = None
) -> dict[int, tuple[int, datetime | None]]:
    """Answered unconditional questions and the last change of each sheet."""
    counting = Q(is_filled=True)
    document = round.instrument_version.document
    forms = {
        str(form["code"]): form for stage in stages for form in list_unit_forms(document, stage, "")
    }
    for code, form in forms.items():
        # Most forms ask everything: to look at no item is twice as fast.
        left_out = {str(item["code"]) for item in form["items"]}
        left_out -= set(list_unconditional(form, get_year(round)))
        if left_out:
            counting &= ~Q(sheet__form=code, item__in=sorted(left_out))
    answers = Answer.objects.filter(
        sheet__round=round, sheet__stage__in=stages, sheet__set_aside_at=None
    )
    if of is not None:
        answers = answers.filter(sheet__unit__in=of)
    counted = answers.order_by().values_list("sheet")
    rows = counted.annotate(n=Count("pk", filter=counting), last=Max("at"))
    return {sheet: (n, last) for sheet, n, last in rows}
