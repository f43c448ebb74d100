"""The Django app of what is stored."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "tilik.records"
    label = "records"
