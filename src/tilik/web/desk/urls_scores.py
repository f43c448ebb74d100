"""The addresses of scores, standings and the leader's brief."""

from django.urls import path

from tilik.web.desk import brief, scores, standings

urlpatterns = [
    path("periode/<int:pk>/nilai/<str:unit>/", scores.show_scores, name="scores"),
    path("periode/<int:pk>/nilai/<str:unit>/<str:node>/", scores.show_leaf, name="leaf"),
    path(
        "periode/<int:pk>/nilai/<str:unit>/layanan/<str:service>/",
        scores.show_scores,
        name="service_scores",
    ),
    path(
        "periode/<int:pk>/nilai/<str:unit>/layanan/<str:service>/<str:node>/",
        scores.show_leaf,
        name="service_leaf",
    ),
    path("periode/<int:pk>/sektor/<str:sector>/", standings.show_sector, name="sector"),
    path("periode/<int:pk>/resmi-mandiri/", standings.show_official, name="official"),
    path("periode/<int:pk>/peringkat/", standings.show_league, name="league"),
    path("periode/<int:pk>/ringkasan/", brief.show_brief, name="brief"),
    path("periode/<int:pk>/ringkasan.pdf", brief.download_brief, name="brief_pdf"),
]
