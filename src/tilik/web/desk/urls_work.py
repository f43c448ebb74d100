"""The addresses of the daily work: home, filling in, checking, managing."""

from django.urls import path

from tilik.web.desk import (
    filling,
    home,
    managing,
    office,
    practice,
    verifying,
)

urlpatterns = [
    path("beranda/", home.show_rounds, name="rounds"),
    path("periode/<int:pk>/", home.show_home, name="home"),
    path("periode/<int:pk>/hitung/", home.compute_round, name="compute"),
    path("periode/<int:pk>/isian/<str:unit>/", filling.show_claim, name="claim"),
    path(
        "periode/<int:pk>/isian/<str:unit>/<str:form>/<str:group>/",
        filling.show_group,
        name="fill",
    ),
    path("periode/<int:pk>/verifikasi/<str:unit>/", verifying.show_sheet, name="verify"),
    path("kelola/unit/", managing.show_units, name="manage_units"),
    path("kelola/unit/contoh-<str:kind>.xlsx", managing.download_template, name="template"),
    path("kelola/instrumen/", managing.show_instruments, name="manage_instruments"),
    path("kelola/periode/baru/", office.show_new_round, name="manage_round"),
    path("kelola/peran/", office.show_roles, name="manage_roles"),
    path("latihan-wawancara/", practice.show_units, name="practice"),
    path("latihan-wawancara/<str:unit>/", practice.show_unit, name="practice_unit"),
    path("latihan-wawancara/<str:unit>/kartu.pdf", practice.download_cards, name="practice_cards"),
    path("latihan-wawancara/<str:unit>/<str:official>/", practice.show_quiz, name="practice_quiz"),
    path("bantuan/", office.show_help, name="help"),
]
