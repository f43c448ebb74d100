"""The addresses of the desk."""

from django.urls import URLPattern, URLResolver, path

from tilik.web.desk import standings
from tilik.web.desk.urls_scores import urlpatterns as scores

urlpatterns: list[URLPattern | URLResolver] = [
    path("periode/<int:pk>/", standings.show_league, name="home"),
    *scores,
]
