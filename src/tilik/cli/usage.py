"""The parser's own words: help and wrong use, in the language asked for."""

import argparse
import re
from typing import Any, NoReturn

from tilik.core.errors import UserError

WORDS = {
    "usage": ("pemakaian: ", "usage: "),
    "positionals": ("isian", "arguments"),
    "options": ("opsi", "options"),
    "help": ("tampilkan bantuan ini", "show this help"),
}
WRONG = (
    ("use-missing", r"the following arguments are required: (?P<names>.+)"),
    ("use-choice", r"argument (?P<name>\S+): invalid choice: (?P<found>.+?) \(choose from (?P<allowed>.+)\)"),
    ("use-value", r"argument (?P<name>\S+): expected .*argument"),
    ("use-number", r"argument (?P<name>\S+): invalid int value: (?P<found>.+)"),
    ("use-unknown", r"unrecognized arguments: (?P<found>.+)"),
)  # fmt: skip


def make_class(language: str) -> type[argparse.ArgumentParser]:
    """A parser that speaks the language and refuses wrong use as any other input is refused."""
    words = {name: both[language == "en"] for name, both in WORDS.items()}

    class Formatter(argparse.HelpFormatter):
        def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:
            """Nothing; the usage stands below, under its word."""
            super().add_usage(usage, actions, groups, words["usage"] if prefix is None else prefix)

    class Parser(argparse.ArgumentParser):
        def __init__(self, **options: Any) -> None:
            super().__init__(
                **options, add_help=False, allow_abbrev=False, formatter_class=Formatter
            )
            self._positionals.title, self._optionals.title = words["positionals"], words["options"]
            self.add_argument("-h", "--help", action="help", help=words["help"])

        def error(self, message: str) -> NoReturn:
            """Raises UserError with what is wrong."""
            raise refuse(message, self.prog)

    return Parser


def refuse(message: str, prog: str) -> UserError:
    """What argparse has to say, as an error with a code and facts."""
    for code, pattern in WRONG:
        if match := re.fullmatch(pattern, message):
            facts = {name: said.replace("'", "") for name, said in match.groupdict().items()}
            return UserError(code, prog=prog, **facts)
    return UserError("use-wrong", prog=prog, reason=message)
