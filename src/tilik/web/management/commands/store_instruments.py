"""`store_instruments`: the instruments on disk, kept where rounds can use them."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tilik.actions.faults import say_fault
from tilik.actions.installed import store_installed
from tilik.actions.standards import judge_anew
from tilik.web.presenters.instrument import name_instrument


class Command(BaseCommand):
    """Every instrument that comes with Tilik or stands in TILIK_INSTRUMENTS, stored once."""

    help = (
        "Stores the instruments of Tilik and of TILIK_INSTRUMENTS; says what is wrong with a file."
    )
    # `run` migrates right before, which checks.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing; says how many are stored, and always which files are not and why, and what is newer."""
        found = store_installed(settings.TILIK_INSTRUMENTS)
        language = (get_language() or "id")[:2]
        for fault in found.faults:
            self.stderr.write(
                f"{fault.where}: {say_fault(fault.code, dict(fault.facts), language)}"
            )
        if found.faults:
            words = _(
                "These instrument files were left out; the others are stored. Mend them, then start again."
            )
            self.stderr.write(words)
        for version in found.revised:
            words = _(
                "%(title)s: Tilik brings a newer text. Opened periods keep theirs; new ones use it."
            )
            self.stdout.write(words % {"title": name_instrument(version)})
        judge_anew()
        if options["verbosity"]:
            n = len(found.versions)
            words = ngettext("%(n)s instrument is stored.", "%(n)s instruments are stored.", n)
            self.stdout.write(words % {"n": n})
