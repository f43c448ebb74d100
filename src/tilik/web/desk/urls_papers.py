"""The addresses of a round's papers."""

from django.urls import path

from tilik.web.desk import papers, stationery

urlpatterns = [
    path("periode/<int:pk>/naskah/", papers.show_papers, name="papers"),
    path("periode/<int:pk>/naskah/<str:kind>/", papers.make_paper, name="paper"),
    path("periode/<int:pk>/naskah/berkas/<str:code>/", papers.show_signed, name="paper_signed"),
    path("kelola/naskah/", stationery.show_stationery, name="manage_papers"),
]
