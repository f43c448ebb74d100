"""`begin` makes the first government and its admin; what is not said on the line is asked for."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tilik.actions.beginning import begin
from tilik.actions.identifiers import recognise
from tilik.core.errors import UserError
from tilik.records.models.government import GovernmentKind
from tilik.web.presenters.refusals import say_refusal

QUESTIONS = {
    "code": gettext_lazy("Code of the government (Kemendagri), e.g. 64.08"),
    "name": gettext_lazy("Name of the government, as regulations print it"),
    "kind": gettext_lazy("Kind (provinsi, kabupaten, kota, pusat)"),
    "person": gettext_lazy("Full name of its admin"),
    "login": gettext_lazy("NIP, phone number or e-mail of the admin"),
}


class Command(BaseCommand):
    """The government, its admin and a password that is changed at the first log-in."""

    help = "Make the first government and its admin."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Nothing; every answer may be given on the line."""
        for name, question in QUESTIONS.items():
            choices = GovernmentKind.values if name == "kind" else None
            parser.add_argument(f"--{name}", choices=choices, help=str(question))

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing. Raises CommandError with words where an answer is missing or cannot stand."""
        said = {name: options[name] or self._ask(name) for name in QUESTIONS}
        person = {"full_name": said["person"], **_recognise(said["login"])}
        try:
            begun = begin(code=said["code"], name=said["name"], kind=said["kind"], person=person)
        except UserError as error:
            raise CommandError(say_refusal(error)) from error
        lines = (
            _("%(government)s is set up.") % {"government": begun.government},
            _("Log in as: %(login)s") % {"login": said["login"]},
            _("First password, shown only here and changed at log-in: %(password)s")
            % {"password": begun.password},
        )
        self.stdout.write("\n".join(lines))

    def _ask(self, name: str) -> str:
        """The answer from the keyboard. Raises CommandError where nobody sits there."""
        if not sys.stdin.isatty():
            missing = _("Missing: --%(name)s (%(question)s)")
            raise CommandError(missing % {"name": name, "question": QUESTIONS[name]})
        return input(f"{QUESTIONS[name]}: ")


def _recognise(login: str) -> dict[str, str]:
    """The field that what was typed stands for. Raises CommandError."""
    found = recognise(login)
    if found is None:
        words = _("“%(found)s” is no NIP of 18 digits, phone number or e-mail address.")
        raise CommandError(words % {"found": login})
    return {found[0]: found[1]}
