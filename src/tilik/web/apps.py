"""The Django app of what is seen."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tilik.web"
    label = "web"
