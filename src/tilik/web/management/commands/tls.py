"""`tls` makes what an office machine needs to serve phones over HTTPS, and says what to do next."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tilik.actions.certificates import CA, Made, find_names, issue_certificate
from tilik.core.errors import UserError
from tilik.web.numbers import format_day
from tilik.web.presenters.refusals import say_refusal


class Command(BaseCommand):
    """A certificate authority once, and a server certificate anew at each run."""

    help = "Makes a certificate for this machine, signed by an authority of its own."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Nothing; takes names and addresses."""
        parser.add_argument("names", nargs="*", metavar="NAME", help="names and addresses")
        parser.add_argument(
            "--new-ca", action="store_true", help="a new authority: every phone trusts it anew"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing. Raises CommandError for a name that cannot be one."""
        try:
            made = issue_certificate(
                names=options["names"] or find_names(), new_authority=options["new_ca"]
            )
        except UserError as error:
            raise CommandError(say_refusal(error)) from error
        self.stdout.write("\n".join(_say(made)))


def _say(made: Made) -> list[str]:
    """What was made and what to do, a line each."""
    hosts = ",".join(f"[{name}]" if ":" in name else name for name in made.names)
    port = settings.TILIK_BIND.rpartition(":")[2]
    ends = {"day": format_day(made.ends.date()), "names": ", ".join(made.names)}
    new = _("A new authority was made: every phone has to trust it (step 3).")
    old = _("The authority is the one from before: phones that trust it need nothing.")
    return [
        _("Certificate for %(names)s, until %(day)s.") % ends,
        new if made.is_new_authority else old,
        f"SHA-256 {made.fingerprint}",
        "",
        _("1. Write into .env:"),
        "   TILIK_TLS=1",
        f"   TILIK_HOSTS={hosts}",
        f"   TILIK_BIND=0.0.0.0:{port}",
        _("2. Start again: ./run"),
        _("3. On each phone open %(address)s and follow the steps; or send the file %(file)s.")
        % {"address": f"https://{hosts.split(',')[0]}:{port}/pasang/", "file": made.folder / CA},
        _("4. Run this command again before that day; it renews the certificate."),
    ]
