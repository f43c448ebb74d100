"""The settings of the test run: the project's own, with a cheap hasher and the database asked for.

TILIK_TEST_DB=postgres runs the database tests on a PostgreSQL started here; the default is SQLite.
"""

import atexit
import os
import shutil
import tempfile

from tests import servers

folder = os.environ["TILIK_DATA"] = tempfile.mkdtemp(prefix="tilik-test-")
atexit.register(shutil.rmtree, folder, ignore_errors=True)
if os.environ.get("TILIK_TEST_DB", "sqlite") == "postgres":
    os.environ["DATABASE_URL"] = servers.start_postgres()

from tilik.config.settings import *  # noqa: E402, F403

if "sqlite3" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    # A file, as in an office: one in memory locks readers out while somebody writes.
    DATABASES["default"]["TEST"] = {"NAME": f"{folder}/test.sqlite3"}  # noqa: F405
    OPTIONS = DATABASES["default"]["OPTIONS"]  # noqa: F405
    OPTIONS["init_command"] = OPTIONS["init_command"].replace("synchronous=FULL", "synchronous=OFF")

TILIK_OCR = "off"  # a test that reads scans says so
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
