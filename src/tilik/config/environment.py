"""Reads of single settings from the environment; a bad value says what to write instead."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on", "ya"}
_NO = {"0", "false", "no", "off", "tidak", ""}


def envstr(name: str, default: str = "") -> str:
    """The text of the setting, without surrounding blanks."""
    return os.environ.get(name, default).strip()


def envbool(name: str, *, default: bool = False) -> bool:
    """True or False; anything but a clear yes or no is refused."""
    text = os.environ.get(name)
    if text is None:
        return default
    if (word := text.strip().lower()) in _YES:
        return True
    if word in _NO:
        return False
    raise ImproperlyConfigured(
        f"{name}={text!r} is neither yes nor no. Write {name}=1 or {name}=0."
    )


def envint(name: str, *, default: int, low: int, high: int) -> int:
    """A whole number within low and high, both included."""
    text = envstr(name) or str(default)
    if not text.removeprefix("-").isdecimal() or not low <= int(text) <= high:
        raise ImproperlyConfigured(
            f"{name}={text!r} will not do."
            f" Write a whole number from {low} to {high}, e.g. {name}={default}."
        )
    return int(text)


def envchoice(name: str, choices: Sequence[str]) -> str:
    """One of the words to choose from; the first where nothing is set."""
    text = envstr(name) or choices[0]
    if text not in choices:
        raise ImproperlyConfigured(
            f"{name}={text!r} will not do. Write one of: {', '.join(choices)}."
        )
    return text


def envlist(name: str, *, default: str = "") -> list[str]:
    """The words between the commas."""
    return [word.strip() for word in envstr(name, default).split(",") if word.strip()]


def envpaths(name: str) -> list[Path]:
    """The directories named, separated as in PATH; all are there."""
    paths = [Path(text).expanduser() for text in envstr(name).split(os.pathsep) if text.strip()]
    for path in paths:
        if not path.is_dir():
            raise ImproperlyConfigured(
                f"{name}: there is no directory {str(path)!r}. Create it, or leave {name} empty."
            )
    return [path.resolve() for path in paths]


def envsecret(name: str, *, path: Path, required: bool) -> str:
    """The secret; where none is set and none required, one is made once and kept in path."""
    if secret := envstr(name):
        if len(secret) < 32:
            raise ImproperlyConfigured(
                f"{name} is shorter than 32 characters. Write the output of: openssl rand -hex 32"
            )
        return secret
    if required:
        raise ImproperlyConfigured(
            f"{name} is not set, and production needs one of its own."
            f" Write {name}= and the output of: openssl rand -hex 32"
        )
    return _kept_secret(path)


def _kept_secret(path: Path) -> str:
    """The secret kept in path, readable by its owner only; made where there is none."""
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text().strip()
