"""The one public command: tilik. Scores, grades, ranks and verifies without a database."""

import os
import sys
from collections.abc import Sequence

from tilik.cli.output import Writer, language_of
from tilik.cli.parser import make_parser
from tilik.core.errors import UserError

OK, DIFFERENT, REFUSED = 0, 1, 2
OPERATOR, ENGINE = "TILIK_INSTRUMENTS", "TILIK_OCR"
NEEDS_DJANGO = ("manage", "example", "tls", "backup", "intake")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns 0, 1 where a check or comparison fails, 2 for input it refuses."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and arguments[0] in NEEDS_DJANGO:
        return _manage(arguments)
    language = language_of(arguments, os.environ)
    parser = make_parser(language, ocr=os.environ.get(ENGINE, ""))
    if not arguments:
        parser.print_help(sys.stderr)
        return REFUSED
    writer = Writer(sys.stdout, sys.stderr, language, "--json" in arguments)
    try:
        options = parser.parse_args(arguments)
        options.directories = [d for d in os.environ.get(OPERATOR, "").split(os.pathsep) if d]
        return int(options.run(options, writer))
    except UserError as error:
        writer.error(error)
        return REFUSED
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _manage(arguments: list[str]) -> int:
    """Hands over to Django: `manage X` runs X, `example X` is a command of its own."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tilik.config.settings")
    rest = arguments[1:] if arguments[0] == "manage" else arguments
    execute_from_command_line(["tilik", *rest])
    return OK
