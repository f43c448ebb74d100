"""Answers one question again and again, and says each answer once the database has it.

Run by `test_killed_writes.py` as a process of its own, to be killed.
"""

import os
import sys
from itertools import count
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tilik.config.settings")
django.setup()

from tests.world import give, make_world  # noqa: E402
from tilik.actions.sheets import open_sheet  # noqa: E402
from tilik.records.models import Seat, Sheet  # noqa: E402
from tilik.records.models.seat import Role  # noqa: E402

ITEM = "2"


def make_sheet() -> None:
    """Nothing; there is one sheet to write on."""
    world = make_world()
    open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")


def write() -> None:
    """Never returns by itself."""
    sheet = Sheet.objects.get()
    by = Seat.objects.get(unit=sheet.unit, role=Role.OPERATOR).user
    for n in count():
        uuid = uuid4()
        give(sheet, by, ITEM, str(n), client_uuid=uuid)
        sys.stdout.write(f"{uuid.hex}\n")
        sys.stdout.flush()


{"make": make_sheet, "write": write}[sys.argv[1]]()
