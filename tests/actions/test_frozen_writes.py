"""While a round is frozen every write on it is refused, whichever action it comes by.

The walk is that of `test_undone`: an action that is new there is asked here, too.
"""

import inspect
import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import tilik.actions
from tests.actions.test_undone import ACTIONS, Stage, photograph
from tests.shared import shared
from tests.world import new_uuid
from tilik.actions import audit
from tilik.core.errors import UserError
from tilik.records import models
from tilik.records.models import AuditEvent, Freeze

pytestmark = pytest.mark.django_db

# What is not of one round, or is done with a frozen round and leaves it as it is.
FREE = {
    "add_government", "change_government", "set_holidays", "import_figures", "store_version",
    "add_unit", "change_unit", "rename_unit", "merge_units", "split_unit", "add_service",
    "import_units", "add_person", "change_person", "erase_person", "reset_password",
    "import_people", "erase_entry", "give_seat", "close_seat", "hand_over", "open_round",
}  # fmt: skip
OF_A_ROUND = (
    models.Round, models.RoundUnit, models.Sheet, models.Finding, models.Objection,
    models.Campaign, models.EvidenceLink,
)  # fmt: skip


def freeze(stage: Stage) -> None:
    """The round is frozen, whatever its days say."""
    world = stage.world
    Freeze.objects.create(
        government=world.government, round=world.round, n=1, sha256="0" * 64, canonical=b"{}",
        by=world.admin, at=stage.sheet.opened_at,
    )  # fmt: skip


@shared
def built() -> Stage:
    return Stage()


@pytest.fixture
def stage(built: Stage, tmp_path: Path) -> Stage:
    """The world, with a folder of the test's own."""
    built.folder = tmp_path
    return built


@pytest.mark.parametrize("name", sorted(set(ACTIONS) - FREE))
def test_a_write_on_a_frozen_round_is_refused_and_leaves_nothing(name: str, stage: Stage) -> None:
    freeze(stage)
    before = photograph()
    with pytest.raises(UserError, match="round-frozen"):
        ACTIONS[name](stage)
    assert photograph() == before


@pytest.mark.parametrize("name", sorted(FREE & set(ACTIONS)))
def test_what_is_not_of_the_round_goes_on(name: str, stage: Stage) -> None:
    freeze(stage)
    before = AuditEvent.objects.count()
    ACTIONS[name](stage)
    assert AuditEvent.objects.count() > before


def test_an_open_round_beside_a_frozen_one_is_written_on(stage: Stage) -> None:
    frozen, open_stage = stage, None
    freeze(frozen)
    with pytest.raises(UserError, match="round-frozen"):
        ACTIONS["answer"](frozen)
    world = frozen.world
    other = ACTIONS["open_round"](frozen)
    from tilik.actions.sheets import open_sheet

    open_stage = open_sheet(by=world.admin, round=other, unit=world.school, form="K")
    assert open_stage.pk


def list_round_actions() -> dict[str, Any]:
    """Every public action that takes a person and something of a round."""
    found = {}
    for module in pkgutil.iter_modules(tilik.actions.__path__):
        if module.ispkg:
            continue
        loaded = import_module(f"tilik.actions.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if name.startswith("_") or function.__module__ != loaded.__name__:
                continue
            parameters = inspect.signature(function).parameters
            by = parameters.get("by")
            if by is None or by.kind is not inspect.Parameter.KEYWORD_ONLY:
                continue
            if any(each.annotation in OF_A_ROUND for each in parameters.values()):
                found[name] = function
    return found


def test_every_action_on_something_of_a_round_writes_its_event_with_the_round() -> None:
    """That event is where a frozen round refuses: an action without one would pass by."""
    quiet = {
        # They only look, compute (a frozen round computes nothing), or call an action that writes.
        "require_writing", "compute", "request_compute", "request_freeze", "require_on",
        "request_check", "fill_findings", "keep_report",
        "issue_receipt", "open_training", "add_stack",
    }  # fmt: skip
    silent = []
    for name, function in list_round_actions().items():
        source = inspect.getsource(inspect.getmodule(function))  # type: ignore[arg-type]
        writes = any(word in source for word in ("audit.record", "record_on(", "audit.record_many"))
        if not writes and name not in quiet:
            silent.append(f"{function.__module__}.{name}")
    assert not silent, (
        f"{silent}: record what is written with audit.record(…, round=…), which refuses it while "
        "the round is frozen; or name it in `quiet` where nothing is written."
    )


def test_the_verbs_that_go_on_leave_the_round_as_it_is(stage: Stage) -> None:
    freeze(stage)
    round = stage.world.round
    for verb in ("seat.give", "paper.keep", "publication.open", "round.reopen", "step.recheck"):
        audit.refuse_frozen(round, verb)
    for verb in ("round.phases", "answer.give", "document.version", "campaign.open", ""):
        with pytest.raises(UserError, match="round-frozen"):
            audit.refuse_frozen(round, verb)
    audit.refuse_frozen(None, "answer.give")


def test_a_reopened_round_is_written_on_again(stage: Stage) -> None:
    from tilik.actions.freezing import reopen_round

    freeze(stage)
    reopen_round(
        by=stage.world.admin, round=stage.world.round, reason="salah", client_uuid=new_uuid()
    )
    ACTIONS["answer"](stage)
    assert stage.sheet.answers.get(item="3").revision.value == ["papan"]
