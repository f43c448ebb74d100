"""`example load` fills an empty installation; `example logins` says how to look around in it."""

import argparse
import gc
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tilik.actions.example import list_logins, load
from tilik.core.errors import UserError


class Command(BaseCommand):
    """The example data and who may log in."""

    help = "Loads the example data, or lists its log-ins."
    # `run` migrates right before, which checks; checking again would read every page of the site.
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Nothing; takes one word."""
        parser.add_argument("what", choices=("load", "logins"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing. Raises CommandError where the installation shows no example."""
        gc.freeze()  # what the start made stays; to look through it again and again takes a second
        try:
            lines = self._load() if options["what"] == "load" else self._list()
        except UserError as error:
            if error.code != "example-refused":
                raise
            text = _("This installation shows no example. Set TILIK_EXAMPLE=1 where nobody works.")
            raise CommandError(text) from error
        self.stdout.write("\n".join(lines))

    def _load(self) -> list[str]:
        """What was done, in words."""
        return [_("Example loaded.") if load() else _("The example is there already.")]

    def _list(self) -> list[str]:
        """The address, a line for each person, and the password they share."""
        logins = list_logins()
        rows = [(login.role, login.login, login.full_name, login.unit) for login in logins]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        password = _("Password of all: %(password)s") % {"password": logins[0].password}
        return [f"http://{settings.TILIK_BIND}", *(_join(row, widths) for row in rows), password]


def _join(row: tuple[str, ...], widths: list[int]) -> str:
    """The cells in columns."""
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()
