"""The example, loaded once for all tests of a module and undone after them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tilik.actions.example import load
from tilik.records.models import Round


@pytest.fixture(scope="module")
def example(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Round]]:
    """The rounds of the example by the code of their instrument and the year they end in."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert load()
        rounds = Round.objects.select_related("instrument_version", "government")
        yield {f"{r.instrument_version.code}/{r.period_end.year}": r for r in rounds}
        transaction.set_rollback(True)
