"""A form on a page as a browser reads and sends it."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.web.scored import Scored
from tilik.records.models import Answer


def strip(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def read_fields(page: str) -> dict[str, Any]:
    """What a browser would send of the form on the page as it stands."""
    form = page.split('id="fill"')[1].split("</form>")[0]
    fields: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        values = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind, name = values.get("type", "text"), values.get("name")
        if name is None or (kind in ("radio", "checkbox") and " checked" not in tag):
            continue
        if kind == "checkbox":
            fields.setdefault(name, []).append(values["value"])
        else:
            fields[name] = values.get("value", "")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form):
        fields[name] = text
    return fields


def fill(client: Client, path: str, **changes: Any) -> HttpResponse:
    """The answer to the form, sent with some fields changed."""
    fields = read_fields(read(client, path))
    return client.post(path, {**fields, **{k.replace("_", "-"): v for k, v in changes.items()}})


def get_value(scored: Scored, item: str, unit: str = "sekolah") -> Any:
    answer = Answer.objects.filter(
        sheet__round=scored.round, sheet__unit=scored.units[unit], item=item, is_filled=True
    ).first()
    return answer.revision.value if answer else None
