"""What can still be saved: every point compared with scoring the whole sheet twice."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import count
from random import Random

import pytest
from django.utils import timezone

from tests.shared import build_once
from tests.web.pekppp import Round3, make_round3
from tests.world import give, new_uuid
from tilik.actions.instruments import load_for_unit, store_version
from tilik.actions.rescue import Rescue, list_rescues
from tilik.actions.rounds import Member, open_round
from tilik.actions.sheets import open_sheet
from tilik.core.answers import Answer
from tilik.core.instrument import Instrument, Key, Role
from tilik.core.results import score_unit
from tilik.core.suggestions import suggest_all
from tilik.library.load import find, load
from tilik.records.models import (
    Document,
    DocumentVersion,
    EvidenceLink,
    InstrumentVersion,
    Round,
    RoundUnit,
    Unit,
)
from tilik.records.queries.documents import list_unit_forms

pytestmark = pytest.mark.django_db
FORM = "F-02A"


@pytest.fixture(scope="module")
def _desk(django_db_setup, django_db_blocker):
    yield from build_once(django_db_blocker, lambda: make_round3(filled=False))


@pytest.fixture
def desk(_desk: Round3, db: None) -> Round3:
    return _desk


def rescue(desk: Round3, code: str = "dinas", round: Round | None = None) -> Rescue:
    rows = RoundUnit.objects.select_related("unit").filter(round=round or desk.round)
    row = rows.get(unit=desk.units[code])
    return list_rescues(round=round or desk.round, rows=[row])[row.unit_id]


def value(instrument: Instrument, levels: Mapping[Key, Fraction]) -> Fraction:
    """The index of a unit with these levels, and with 3 from every user: no gap is left."""
    sheet = {key: (Answer("", key.form, key.item, level),) for key, level in levels.items()}
    for key, item in instrument.items.items():
        if item.role is Role.RESPONDENTS and key.form == "F-03A":
            sheet[key] = (Answer("", key.form, key.item, Fraction(3), respondent="1"),)
    found = score_unit(instrument, sheet).outcome.value
    assert found is not None
    return found


def compare(desk: Round3, answers: Mapping[str, object], elsewhere: int) -> None:
    """Nothing; each gain is the index with the best level less the index with the lowest."""
    sheet = open_sheet(by=desk.operator, round=desk.round, unit=desk.units["dinas"], form="F-01")
    for item, given_ in answers.items():
        give(sheet, desk.operator, item, given_)
    instrument = load_for_unit(desk.round, desk.units["dinas"])
    claim = {
        Key("F-01", item): (Answer("", "F-01", item, value=_read(instrument, item, given_)),)
        for item, given_ in answers.items()
    }
    ranges = suggest_all(instrument, claim)
    others = {key: Fraction(elsewhere) for key in instrument.items if key.form == FORM}
    found = rescue(desk)
    assert {gain.key for gain in found.gains} == set(others)
    for gain in found.gains:
        low, high = ranges[gain.key].low, ranges[gain.key].high
        low, high = (Fraction(0), Fraction(5)) if low is None or high is None else (low, high)
        ends = [value(instrument, {**others, gain.key: end}) for end in (Fraction(0), low, high)]
        assert gain.answers == ends[2] - ends[1], gain.key
        assert gain.files == ends[2] - ends[0], gain.key
    assert found.points == sum(gain.points for gain in found.gains)
    points = [gain.points for gain in found.gains]
    assert points == sorted(points, reverse=True)


def _read(instrument: Instrument, item: str, entered: object) -> object:
    kind = instrument.items[Key("F-01", item)].kind
    if kind == "choices":
        return frozenset(map(str, entered))  # type: ignore[call-overload]
    return Fraction(str(entered)) if kind == "number" else str(entered)


def test_a_form_nobody_opened_can_still_gain_everything(desk: Round3) -> None:
    compare(desk, {}, 2)
    assert all(gain.n_open for gain in rescue(desk).gains if gain.points)


def test_answers_narrow_what_is_still_to_gain(desk: Round3) -> None:
    before = {gain.key: gain.answers for gain in rescue(desk).gains}
    compare(desk, {"1.1": "ya", "1.2": "4", "1.3": "4", "11.1": "tidak"}, 4)
    after = {gain.key: gain.answers for gain in rescue(desk).gains}
    assert after[Key(FORM, "1")] < before[Key(FORM, "1")]
    assert after[Key(FORM, "11")] == 0
    assert after[Key(FORM, "2")] == before[Key(FORM, "2")]


@pytest.mark.parametrize("seed", range(4))
def test_points_are_those_of_scoring_the_whole_sheet_twice(desk: Round3, seed: int) -> None:
    chance = Random(seed)
    items = load_for_unit(desk.round, desk.units["dinas"]).items.values()
    plain = [item.key.item for item in items if item.key.form == "F-01" and item.kind == "yes-no"]
    picked = chance.sample(plain, chance.randint(1, len(plain)))
    compare(desk, {item: chance.choice(("ya", "tidak")) for item in picked}, chance.randint(0, 5))


_digests = count(1)


def offer(desk: Round3, item: str, slot: str, **link: object) -> None:
    who = {"government": desk.government, "by": desk.admin, "at": timezone.now()}
    document = Document.objects.create(government=desk.government, unit=desk.units["dinas"])
    DocumentVersion.objects.create(
        document=document, n=1, sha256=f"{next(_digests):064}", size=1, media_type="x",
        file_name="x.pdf", storage_key="x", **who,
    )  # fmt: skip
    EvidenceLink.objects.create(
        round=desk.round, unit=desk.units["dinas"], form=FORM, item=item, slot=slot,
        document=document, client_uuid=new_uuid(), **who, **link,
    )  # fmt: skip


def test_a_file_that_stands_is_no_longer_missing_and_a_returned_one_is(desk: Round3) -> None:
    first = next(gain for gain in rescue(desk).gains if len(gain.slots) == 2)
    n_files, item = rescue(desk).n_files, first.key.item
    offer(desk, item, first.slots[0])
    offer(desk, item, first.slots[1], status="returned", reason="Buram",
          decided_by=desk.admin, decided_at=timezone.now())  # fmt: skip
    found = next(gain for gain in rescue(desk).gains if gain.key == first.key)
    assert found.slots == first.slots[1:]
    assert rescue(desk).n_files == n_files - 1
    offer(desk, item, first.slots[1])
    found = next(gain for gain in rescue(desk).gains if gain.key == first.key)
    assert found.slots == ()
    assert found.points == found.answers


def test_what_is_outside_the_score_is_missing_without_points(desk: Round3) -> None:
    instrument = load_for_unit(desk.round, desk.units["dinas"])
    inside = {leaf.item for leaf in instrument.index.leaves()}
    outside = [gain for gain in rescue(desk).gains if gain.key not in inside]
    worthless = [gain for gain in rescue(desk).gains if not gain.points]
    assert worthless
    assert set(outside) <= set(worthless)


def test_units_that_answer_the_indicators_themselves_are_asked_for_those(desk: Round3) -> None:
    version: InstrumentVersion = store_version(
        by=None, content=load(find("ombudsman-2025")).content
    )
    unit: Unit = desk.units["dinas"]
    round = open_round(
        by=desk.admin, government=desk.government, instrument_version=version, scheme="latihan",
        title="Ombudsman", period=(date(2025, 1, 1), date(2025, 12, 31)), members=[Member(unit)],
    )  # fmt: skip
    found = rescue(desk, round=round)
    forms = list_unit_forms(version.document, "desk", "")
    assert {gain.key.form for gain in found.gains} <= {str(form["code"]) for form in forms}
    assert all(gain.n_open == 1 for gain in found.gains)
    assert found.is_estimate, "most of its weights were never published"
