"""However the line breaks and whatever is sent again: each entry is there once, and in order."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.world import World, make_world, new_uuid
from tilik.actions.visit_entries import Sent, keep_entry
from tilik.actions.visits import plan_visit
from tilik.records.models import AnswerRevision, Visit, VisitEntry

pytestmark = pytest.mark.django_db

# What a phone does with its entries: makes one, sends the oldest, loses the answer to it.
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from("12"), st.sampled_from("012345")),
        st.tuples(st.just("note"), st.just(""), st.sampled_from("ab")),
        st.tuples(st.just("send"), st.just(""), st.just("")),
        st.tuples(st.just("lose"), st.just(""), st.just("")),
        st.tuples(st.just("elsewhere"), st.sampled_from("12"), st.sampled_from("012345")),
    ),
    max_size=24,
)


class Phone:
    """The rules of the field page in a few lines: in order, again until acknowledged, based on
    the last revision that was acknowledged for the question."""

    def __init__(self, world: World, visit: Visit) -> None:
        self.world, self.visit = world, visit
        self.waiting: list[dict[str, Any]] = []
        self.known: dict[str, int] = {}
        self.made = 0
        self.conflicts = 0

    def make(self, kind: str, item: str, value: str) -> None:
        facts: dict[str, Any] = {"uuid": new_uuid(), "kind": kind}
        if kind == "answer":
            facts |= {"form": "E", "item": item, "value": value, "remark": "Terlihat."}
        else:
            facts |= {"content": {"text": value}}
        self.waiting.append(facts)
        self.made += 1

    def send(self, *, is_lost: bool) -> None:
        if not self.waiting:
            return
        facts = self.waiting[0]
        if facts["kind"] == "answer":
            facts.setdefault("base", self.known.get(facts["item"]))
        entry = keep_entry(by=self.world.evaluator, visit=self.visit, sent=Sent(**facts))
        if is_lost:
            return
        self.waiting.pop(0)
        if entry.outcome == "conflict":
            self.conflicts += 1
            revision = entry.revision
            assert revision is not None
            standing = revision.sheet.answers.get(item=entry.item)
            self.known[entry.item] = standing.revision_id
        elif entry.revision is not None:
            self.known[entry.item] = entry.revision.pk


class SendingAgain(TestCase):
    """Each example begins with an empty database."""

    @settings(max_examples=25)
    @given(moves=MOVES)
    def test_each_entry_is_there_once_whatever_the_line_does(self, moves: list[Any]) -> None:
        world = make_world(phases=[])
        visit = plan_visit(by=world.admin, round=world.round, unit=world.school, kind="lapangan")
        phone = Phone(world, visit)
        n_elsewhere = 0
        for kind, item, value in moves:
            if kind in ("send", "lose"):
                phone.send(is_lost=kind == "lose")
            elif kind == "elsewhere":
                last = AnswerRevision.objects.filter(sheet__form="E", item=item, took_effect=True)
                newest = last.order_by("pk").last()
                sent = Sent(
                    uuid=new_uuid(), kind="answer", form="E", item=item, value=value,
                    remark="Meja.", base=newest.pk if newest else None,
                )  # fmt: skip
                keep_entry(by=world.evaluator, visit=visit, sent=sent)
                n_elsewhere += 1
            else:
                phone.make(kind, item, value)
        while phone.waiting:
            phone.send(is_lost=False)
        assert VisitEntry.objects.count() == phone.made + n_elsewhere
        assert VisitEntry.objects.filter(outcome="conflict").count() == phone.conflicts
        if not n_elsewhere:
            assert phone.conflicts == 0  # one's own entries never stand in one's own way
