"""The addresses of a round's papers."""

from django.urls import path

from tilik.web.desk import papers

urlpatterns = [
    path("periode/<int:pk>/naskah/", papers.show_papers, name="papers"),
    path("periode/<int:pk>/naskah/<str:kind>/", papers.make_paper, name="paper"),
]
