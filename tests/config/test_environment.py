"""A setting is read as meant, or refused with a message that says what to write."""

import os
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tilik.config.environment import (
    envbool,
    envchoice,
    envint,
    envlist,
    envpaths,
    envsecret,
    envstr,
)

NAME = "TILIK_A_SETTING"


@pytest.mark.parametrize("word", ["1", "true", "Yes", " on ", "ya"])
def test_a_clear_yes_is_yes(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, word)
    assert envbool(NAME) is True


@pytest.mark.parametrize("word", ["0", "false", "No", "off", "tidak", ""])
def test_a_clear_no_is_no_even_where_yes_is_usual(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, word)
    assert envbool(NAME, default=True) is False


def test_a_yes_or_no_that_is_not_set_is_as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert envbool(NAME, default=True) is True
    assert envbool(NAME) is False


def test_a_maybe_is_refused_and_the_message_says_what_to_write(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(NAME, "maybe")
    with pytest.raises(ImproperlyConfigured, match=f"{NAME}=1 or {NAME}=0"):
        envbool(NAME)


@pytest.mark.parametrize(("text", "number"), [("3", 3), (" 100 ", 100), ("", 8)])
def test_a_number_within_its_bounds_is_taken(
    text: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, text)
    assert envint(NAME, default=8, low=3, high=100) == number


@pytest.mark.parametrize("text", ["2", "101", "-5", "eight", "3.5", "--3", "-"])
def test_a_number_out_of_bounds_is_refused_with_the_bounds(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, text)
    with pytest.raises(ImproperlyConfigured, match="from 3 to 100"):
        envint(NAME, default=8, low=3, high=100)


def test_texts_and_lists_come_without_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, " a.example , b.example,, ")
    assert envstr(NAME) == "a.example , b.example,,"
    assert envlist(NAME) == ["a.example", "b.example"]


def test_a_path_that_is_not_there_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(NAME, str(tmp_path / "gone"))
    with pytest.raises(ImproperlyConfigured, match="Create it"):
        envpaths(NAME)


def test_directories_are_whole_and_separated_as_in_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "lain"
    other.mkdir()
    monkeypatch.setenv(NAME, os.pathsep.join([str(tmp_path), str(other), ""]))
    assert envpaths(NAME) == [tmp_path.resolve(), other.resolve()]
    monkeypatch.setenv(NAME, "")
    assert envpaths(NAME) == []


def test_a_secret_is_made_once_and_only_its_owner_reads_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(NAME, raising=False)
    path = tmp_path / "secret"
    secret = envsecret(NAME, path=path, required=False)
    assert len(secret) == 64
    assert envsecret(NAME, path=path, required=False) == secret
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_secret_that_is_set_is_not_written_down(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(NAME, "x" * 32)
    assert envsecret(NAME, path=tmp_path / "secret", required=True) == "x" * 32
    assert not (tmp_path / "secret").exists()


@pytest.mark.parametrize(("text", "words"), [("short", "shorter than 32"), ("", "is not set")])
def test_a_secret_that_is_weak_or_missing_is_refused(
    text: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(NAME, text)
    with pytest.raises(ImproperlyConfigured, match=words):
        envsecret(NAME, path=tmp_path / "secret", required=True)


def test_a_choice_is_one_of_its_words_and_the_first_where_nothing_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert envchoice(NAME, ("best", "off")) == "best"
    monkeypatch.setenv(NAME, " off ")
    assert envchoice(NAME, ("best", "off")) == "off"
    monkeypatch.setenv(NAME, "fast")
    with pytest.raises(ImproperlyConfigured, match="best, off"):
        envchoice(NAME, ("best", "off"))
