"""`store_instruments`: the instruments on disk, kept where rounds can use them."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from tilik.actions.instruments import store_shipped


class Command(BaseCommand):
    """Every instrument that comes with Tilik, stored once."""

    help = "Stores the instruments that come with Tilik; those stored already are left as they are."
    # `run` migrates right before, which checks.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing; says how many are stored."""
        stored = store_shipped()
        if options["verbosity"]:
            self.stdout.write(_("%(n)s instruments are stored.") % {"n": len(stored)})
