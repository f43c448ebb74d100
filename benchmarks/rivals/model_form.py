"""A survey as a tutorial would build it: a model, a ModelForm, a view, Django's usual middleware."""

import os
from typing import Any

import dj_database_url
import django
from django.conf import settings
from django.db import connection, models

DATABASE = dj_database_url.parse(os.environ["RIVAL_DATABASE"], conn_max_age=None)
if "sqlite3" in DATABASE["ENGINE"]:
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
    }
settings.configure(
    SECRET_KEY="benchmark",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": DATABASE},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
django.setup()

from django import forms  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import Context, Template  # noqa: E402
from django.urls import path  # noqa: E402

NAMES = tuple(f"u{n}" for n in range(1, 10))
PAGE = Template("<!doctype html><form method=post>{{ form.as_p }}<button>Kirim</button></form>")
THANKS = Template("<!doctype html><p>Terima kasih: {{ row.page }}</p>")


class Meta:
    app_label = "survey"


FIELDS: dict[str, Any] = {
    name: models.IntegerField(choices=[(n, n) for n in range(1, 5)]) for name in NAMES
}
FIELDS |= {
    "page": models.UUIDField(unique=True),
    "sex": models.CharField(max_length=1, blank=True),
    "age": models.CharField(max_length=10, blank=True),
    "saran": models.TextField(blank=True),
    "__module__": __name__,
    "Meta": Meta,
}
Answer = type("Answer", (models.Model,), FIELDS)
Form = forms.modelform_factory(Answer, fields=[*NAMES, "page", "sex", "age", "saran"])  # type: ignore[type-var]


def show(request: HttpRequest) -> HttpResponse:
    """The thanks for answers that were stored; else the form with what was wrong."""
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return HttpResponse(THANKS.render(Context({"row": form.save()})))
    return HttpResponse(PAGE.render(Context({"form": form})))


urlpatterns = [path("", show)]
application = get_wsgi_application()
if os.environ.get("RIVAL_MAKE"):
    with connection.schema_editor() as editor:
        editor.create_model(Answer)
