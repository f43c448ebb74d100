"""A fresh clone runs without a setting; production asks for what it needs and is closed tight."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

NAMES = [
    "DEBUG", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS", "CSRF_TRUSTED_ORIGINS", "DATABASES", "TIME_ZONE", "LANGUAGE_CODE",
]  # fmt: skip
PROGRAM = f"""
import json
from tilik.config import settings
print(json.dumps({{name: getattr(settings, name) for name in {NAMES}}}, default=str))
"""


def load(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a process of its own finds in the settings."""
    path = os.pathsep.join(sys.path)
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"PYTHONPATH": path, "TILIK_DATA": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def read(folder: Path, **environment: str) -> dict[str, Any]:
    result = load(folder, **environment)
    assert result.returncode == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_fresh_clone_needs_no_setting(tmp_path: Path) -> None:
    found = read(tmp_path / "var")
    assert found["DATABASES"]["default"]["NAME"] == str(tmp_path / "var" / "tilik.sqlite3")
    assert found["DEBUG"] is False
    assert found["LANGUAGE_CODE"] == "id"
    assert found["TIME_ZONE"] == "Asia/Makassar"
    assert "0.0.0.0" not in found["ALLOWED_HOSTS"]


def test_writes_on_sqlite_wait_their_turn_and_reach_the_disk(tmp_path: Path) -> None:
    database = read(tmp_path)["DATABASES"]["default"]
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert database["CONN_MAX_AGE"] is None
    assert not database.get("ATOMIC_REQUESTS")


def test_another_database_is_one_setting(tmp_path: Path) -> None:
    found = read(tmp_path, DATABASE_URL="postgres://tilik:pw@db.example/tilik")
    database = found["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["HOST"] == "db.example"


def test_production_refuses_to_start_without_a_secret_of_its_own(tmp_path: Path) -> None:
    result = load(tmp_path, TILIK_PRODUCTION="1")
    assert result.returncode != 0
    assert "openssl rand -hex 32" in result.stderr
    assert not (tmp_path / "secret-key").exists()


def test_production_is_closed_tight(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TILIK_PRODUCTION="1",
        TILIK_DEBUG="1",
        TILIK_SECRET_KEY="k" * 64,
        TILIK_HOSTS="tilik.example",
    )
    assert found["DEBUG"] is False
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://tilik.example"]


def test_every_page_carries_a_strict_policy(client: Client) -> None:
    policy = client.get("/no-such-page/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_the_language_is_indonesian_whatever_the_browser_asks_for(client: Client) -> None:
    response = client.get("/akun/login/", headers={"accept-language": "en"})
    assert response.headers["Content-Language"] == "id"


@pytest.mark.django_db
@pytest.mark.parametrize(("chosen", "shown"), [("en", "en"), ("id", "id"), ("xx", "id")])
def test_the_chosen_language_is_kept_where_there_is_such_a_language(
    client: Client, chosen: str, shown: str
) -> None:
    client.cookies["django_language"] = chosen
    assert client.get("/akun/login/").headers["Content-Language"] == shown


@pytest.mark.django_db
def test_nobody_signs_up_by_themselves(client: Client) -> None:
    response = client.post("/akun/signup/", {"username": "someone", "password1": "a-long-password"})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
