"""Base classes and constraint helpers shared by all stored rows."""

import uuid
from typing import Any

from django.db import models
from django.db.models import CheckConstraint, F, Q

KEY_LENGTH = 40
SHA_LENGTH = 64


class TenantRow(models.Model):
    """A row that belongs to one government."""

    government: Any = models.ForeignKey(
        "records.Government", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True


class ClientRow(models.Model):
    """A row written from a browser or an offline page: its UUID makes sending twice harmless."""

    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


def one_of(table: str, field: str, choices: type[models.TextChoices]) -> CheckConstraint:
    """A constraint: the field holds one of the known words."""
    known = Q(**{f"{field}__in": list(choices.values)})
    return CheckConstraint(condition=known, name=f"{table}_{field}_known")


def together(name: str, *fields: str) -> CheckConstraint:
    """A constraint: the fields are all filled or all empty (who, when and what is decided)."""
    none = Q(**{f"{field}__isnull": True for field in fields})
    every = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(condition=none | every, name=name)


def not_before(name: str, start: str, end: str) -> CheckConstraint:
    """A constraint: the end, where known, is not before the start."""
    open_ended = Q(**{f"{start}__isnull": True}) | Q(**{f"{end}__isnull": True})
    return CheckConstraint(condition=open_ended | Q(**{f"{end}__gte": F(start)}), name=name)


def reason_when(name: str, decided: Q, reason: str) -> CheckConstraint:
    """A constraint: where `decided` holds, the reason is written down."""
    return CheckConstraint(condition=~decided | ~Q(**{reason: ""}), name=name)
