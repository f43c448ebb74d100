"""A round of an instrument with every kind of form, and short ways of filling it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import count
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from tests.world import World, give, make_phases, make_world, new_uuid
from tilik.actions.instruments import store_version
from tilik.actions.results import compute
from tilik.actions.rounds import Member, open_round
from tilik.actions.sheets import open_sheet
from tilik.actions.surveys import Reply, add_responses, open_campaign
from tilik.actions.units import add_service
from tilik.library.canonical import canonical_bytes
from tilik.records.models import Campaign, InstrumentVersion, Result, Round, Service, Sheet, Unit

Raw = dict[str, Any]
DAY = date(2024, 6, 3)
PERIOD = (date(2024, 1, 1), date(2024, 12, 31))


def text(words: str) -> dict[str, str]:
    """A text in both languages."""
    return {"id": words, "en": words}


def option(code: str, value: str | None = None) -> Raw:
    """An option of a choice."""
    return {"code": code, "title": text(code), **({} if value is None else {"value": value})}


def level(code: str, **rest: Any) -> Raw:
    """An item the evaluator chooses a level for."""
    return {"code": code, "title": text(f"Indikator {code}"), "kind": "level", **rest}


def rating(code: str) -> Raw:
    """A question to respondents."""
    return {"code": code, "title": text(f"Tanya {code}"), "kind": "rating"}


def part(code: str, weight: str | None, *children: Raw, **rest: Any) -> Raw:
    """A node of the index with children, or a leaf of `rest`."""
    node: Raw = {"code": code, "title": text(code), **rest}
    if weight:
        node["weight"] = weight
    if children:
        node["children"] = list(children)
    return node


RULE: Raw = {
    "form": "K",
    "table": [
        {"when": {"item": "1", "is": "tidak"}, "level": "0"},
        {"when": {"item": "2", "max": "0"}, "decide": text("Tidak ada layanan")},
        {"when": {"item": "2", "min": "10"}, "level": "5"},
        {"level": "3"},
    ],
}
CLAIM: Raw = {
    "code": "K", "role": "claim", "channel": None, "title": text("Klaim"),
    "items": [
        {"code": "1", "title": text("Ada standar?"), "kind": "yes-no", "indicator": "a",
         "options": [option("ya", "1"), option("tidak", "0")]},
        {"code": "2", "title": text("Berapa?"), "kind": "number", "indicator": "a",
         "when": {"item": "1", "is": "ya"}},
        {"code": "3", "title": text("Media"), "kind": "choices", "indicator": "b",
         "options": [option("papan"), option("situs"), option("radio")]},
        {"code": "4", "title": text("Catatan"), "kind": "text", "indicator": "b"},
        {"code": "5", "title": text("Ditetapkan"), "kind": "date", "indicator": "b"},
    ],
}  # fmt: skip
FORMS: list[Raw] = [
    CLAIM,
    {"code": "E-L", "role": "evaluation", "channel": "luring", "scale": ["0", "5"],
     "title": text("Luring"),
     "items": [level("1", claim="a", rule=RULE), level("2", claim="b"),
               level("3", applies_to={"kinds": ["puskesmas"]})]},
    {"code": "E-D", "role": "evaluation", "channel": "daring", "scale": ["0", "5"],
     "title": text("Daring"), "items": [level("1", claim="a"), level("2", claim="b")]},
    {"code": "R", "role": "respondents", "channel": None, "scale": ["0", "5"],
     "title": text("Warga"), "min_respondents": "2", "items": [rating("1"), rating("2")]},
    {"code": "G", "role": "government", "channel": None, "title": text("Pemda"),
     "items": [
         {"code": "1", "title": text("Kepatuhan"), "kind": "choice",
          "options": [option("rendah"), option("tinggi")]},
         {"code": "2", "title": text("Indeks lain"), "kind": "number", "scale": ["0", "5"]}]},
]  # fmt: skip
INDEX: Raw = part(
    "indeks", None,
    part("e", "60",
         part("el", None, {"item": "E-L:1"}, {"item": "E-L:2"}, {"item": "E-L:3"},
              weighting="plain"),
         part("ed", None, {"item": "E-D:1", "weight": "25"}, {"item": "E-D:2", "weight": "75"}),
         combine="pick"),
    part("r", "20", {"item": "R:1"}, {"item": "R:2"}, weighting="plain"),
    {"code": "g", "title": text("g"), "weight": "20", "item": "G:2"},
    scale=["0", "5"],
)  # fmt: skip
GRADES: list[Raw] = [{
    "code": "kategori", "decimals": "2", "to": "5",
    "bands": [{"grade": "C", "from": "0", "name": text("Kurang")},
              {"grade": "B", "from": "2.5", "name": text("Baik")},
              {"grade": "A", "from": "4", "name": text("Prima")}],
    "suffix": {"item": "G:1", "is": "tinggi", "text": text("Tanpa cela")},
}]  # fmt: skip
LENGKAP: Raw = {
    "tilik": "instrument/1", "code": "lengkap", "version": 1, "measure": "lengkap",
    "title": text("Lengkap"), "years": ["2020", None], "rounding": {"decimals": "2"},
    "options": {}, "forms": FORMS, "index": INDEX, "grades": GRADES,
    "axes": [{"code": "bobot", "title": text("Bobot"), "default": "aturan", "options": [
        {"code": "aturan", "title": text("Aturan"), "set": []},
        {"code": "sama", "title": text("Sama"), "set": [{"node": "ed", "weighting": "plain"}]},
    ]}],
    "aliases": {"biasa": "", "rata": "bobot=sama"},
}  # fmt: skip


@dataclass
class Scene:
    """A world with a round of the whole instrument: a school (luring), a clinic (daring)."""

    world: World
    round: Round

    @property
    def school(self) -> Unit:
        """The unit with forms on paper."""
        return self.world.school

    @property
    def clinic(self) -> Unit:
        """The unit with forms on line."""
        return self.world.clinic

    @property
    def results(self) -> QuerySet[Result]:
        """What was stored of the round, oldest first."""
        return Result.objects.filter(round=self.round).order_by("pk")

    def sheet(self, unit: Unit | None, form: str, stage: str, **rest: Any) -> Sheet:
        """The sheet, opened by whoever may."""
        by = self.world.admin
        return open_sheet(by=by, round=self.round, unit=unit, form=form, stage=stage, **rest)

    def put(
        self,
        unit: Unit | None,
        form: str,
        stage: str,
        answers: Mapping[str, Any],
        service: Service | None = None,
    ) -> Sheet:
        """The sheet after these answers."""
        sheet = self.sheet(unit, form, stage, service=service)
        for item, value in answers.items():
            give(sheet, self.world.admin, item, value)
        return sheet

    def campaign(
        self, unit: Unit, service: Service | None = None, title: str = "Survei"
    ) -> Campaign:
        """An open campaign of the respondents' form."""
        return open_campaign(
            by=self.world.admin,
            round=self.round,
            unit=unit,
            form="R",
            title=title,
            period=PERIOD,
            service=service,
            client_uuid=new_uuid(),
        )

    def ask(
        self, unit: Unit, *answers: Mapping[str, Any], service: Service | None = None
    ) -> Campaign:
        """The campaign after these respondents."""
        campaign = self.campaign(unit, service)
        add_responses(
            by=self.world.admin, campaign=campaign, replies=[reply(each) for each in answers]
        )
        return campaign

    def service(self, unit: Unit, code: str) -> Service:
        """A new service of the unit."""
        return add_service(by=self.world.admin, unit=unit, code=code, name=code.title())

    def compute(self) -> int:
        """How many results were stored."""
        return compute(round=self.round, by=self.world.admin, at=timezone.now())

    def latest(
        self, scope: str = "unit", name: str = "", basis: str = "final", variant: str = "biasa"
    ) -> Result:
        """The latest stored result of a unit (by code), a sector or the government."""
        found = self.results.filter(scope=scope, basis=basis, variant=variant)
        if scope == "unit":
            found = found.filter(unit__code=name)
        if scope == "sector":
            found = found.filter(sector=name)
        return found.last() or _missing(scope, name)


_codes = count(1)


def _missing(scope: str, name: str) -> Result:
    raise LookupError(f"no result of {scope} {name}")


def reply(answers: Mapping[str, Any], day: date = DAY, channel: str = "qr") -> Reply:
    """A respondent's reply."""
    return Reply(day=day, channel=channel, answers=answers, uuid=new_uuid())


def store(**changes: Any) -> InstrumentVersion:
    """The stored instrument, with changes to its document."""
    return store_version(by=None, content=canonical_bytes({**LENGKAP, **changes}))


def make_scene(
    instrument: InstrumentVersion | None = None,
    variants: Sequence[str] = ("luring", "daring"),
    **rest: Any,
) -> Scene:
    """A scene in a government of its own; `variants` are the channels of school and clinic."""
    world = make_world(f"90.{next(_codes):02}")
    units = (world.school, world.clinic)
    round = open_round(
        by=world.admin,
        government=world.government,
        instrument_version=instrument or store(),
        scheme="mandiri",
        title="Evaluasi lengkap",
        period=rest.pop("period", PERIOD),
        members=[Member(unit, channel) for unit, channel in zip(units, variants, strict=True)],
        phases=make_phases(("claim", "desk", "field", "reply", "final")),
        **rest,
    )
    return Scene(world, round)


def value(result: Result) -> Fraction | None:
    """The exact value of a stored result."""
    if result.numerator is None or result.denominator is None:
        return None
    return Fraction(int(result.numerator), int(result.denominator))


def fill(scene: Scene) -> None:
    """Everything answered: the school is worth 3.9 and the clinic 2.9."""
    scene.put(scene.school, "K", "claim", {"1": "ya", "2": "12", "3": ["papan", "situs"]})
    scene.put(scene.school, "E-L", "desk", {"1": "4", "2": "5"})
    scene.put(scene.clinic, "E-D", "desk", {"1": "4", "2": "2"})
    scene.ask(scene.school, {"1": 4, "2": 3}, {"1": 4, "2": 5})
    scene.ask(scene.clinic, {"1": 5, "2": 5}, {"1": 5, "2": 5})
    scene.put(None, "G", "final", {"1": "rendah", "2": "2"})


SCHOOL = Fraction(60, 100) * Fraction(9, 2) + Fraction(20, 100) * 4 + Fraction(20, 100) * 2
CLINIC = Fraction(60, 100) * Fraction(5, 2) + Fraction(20, 100) * 5 + Fraction(20, 100) * 2
