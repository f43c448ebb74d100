"""Accounts, and the personal values that stand beside them and can be erased."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import CheckConstraint, Q


def make_handle() -> str:
    """A new account handle that says nothing about its owner."""
    return uuid.uuid4().hex


class UserManager(BaseUserManager["User"]):
    """Finds accounts together with their personal values."""

    def get_queryset(self) -> models.QuerySet["User"]:
        """All accounts, each with its person, in one query."""
        return super().get_queryset().select_related("person")


class User(AbstractBaseUser):
    """An account: a handle and a password. All that is personal stands in `Person`."""

    username = models.CharField(max_length=40, unique=True, default=make_handle, editable=False)
    is_active = models.BooleanField(default=True)
    password_is_temporary = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        """The full name, or the number of an account whose person was erased."""
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The full name, or the number of an account whose person was erased."""
        person: Any = getattr(self, "person", None)
        return person.full_name if person else f"#{self.pk}"

    def get_role_line(self) -> str:
        """Name and position as papers print them ("diisi oleh")."""
        person: Any = getattr(self, "person", None)
        return ", ".join(
            part for part in (self.get_full_name(), person and person.position) if part
        )


class Person(models.Model):
    """The personal values of one account; erased without touching what the account wrote."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="person")
    government = models.ForeignKey(
        "records.Government", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    nip = models.CharField(max_length=18, unique=True, null=True, blank=True)
    phone = models.CharField(max_length=20, unique=True, null=True, blank=True)
    email = models.EmailField(unique=True, null=True, blank=True)
    full_name = models.CharField(max_length=200)
    position = models.CharField(max_length=200, blank=True)
    rank = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = (
            CheckConstraint(
                condition=Q(nip__isnull=False) | Q(phone__isnull=False) | Q(email__isnull=False),
                name="person_can_log_in",
            ),
            CheckConstraint(
                condition=~Q(nip="") & ~Q(phone="") & ~Q(email=""), name="person_empty_is_null"
            ),
        )

    def __str__(self) -> str:
        """The full name."""
        return self.full_name
