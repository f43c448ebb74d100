"""`backup make FOLDER`, `backup check FILE`, `backup restore FILE`."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.actions.backup import (
    Backup,
    check_backup,
    get_bucket,
    make_backup,
    restore_backup,
)
from tilik.core.errors import UserError
from tilik.web.presenters.refusals import say_refusal


class Command(BaseCommand):
    """Everything an installation holds, in one file with a hash of each part."""

    help = "Makes, checks or restores a whole backup."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Nothing; takes what to do and where."""
        parser.add_argument("what", choices=("make", "check", "restore"))
        parser.add_argument("place", type=Path, metavar="FOLDER|FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing. Raises CommandError with what to do."""
        place = options["place"]
        try:
            if options["what"] == "make":
                done = make_backup(folder=place)
            elif options["what"] == "check":
                done = check_backup(path=place)
            else:
                done = restore_backup(path=place)
        except UserError as error:
            raise CommandError(say_refusal(error)) from error
        self.stdout.write(_say(options["what"], done))
        if (bucket := get_bucket()) and options["what"] != "check":
            self.stdout.write(_say_bucket(bucket))


def _say_bucket(bucket: str) -> str:
    """What is not in the backup."""
    words = _(
        "Not in it: the documents, which lie in the bucket %(bucket)s. Keep that bucket by its own"
        " means, after the database; they belong together."
    )
    return words % {"bucket": bucket}


def _say(what: str, done: Backup) -> str:
    """What was done, in one line."""
    words = {
        "make": _("Backup made: %(path)s"),
        "check": _("The backup is whole: %(path)s"),
        "restore": _("Restored from %(path)s. Start again: ./run"),
    }
    parts = ngettext("%(n)s file", "%(n)s files", done.files) % {"n": done.files}
    said = words[what] % {"path": done.path}
    return f"{said} ({parts}, {filesizeformat(done.size)}, {done.made})"
