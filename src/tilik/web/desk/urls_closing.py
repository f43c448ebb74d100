"""The addresses of what closes a period: clarification, freeze, audit, the Ombudsman's products."""

from django.urls import path

from tilik.web.desk import auditing, clarifying, freezing, ledger_files, overseeing

urlpatterns = [
    path("periode/<int:pk>/klarifikasi/", clarifying.show_overview, name="clarify"),
    path("periode/<int:pk>/klarifikasi/<str:unit>/", clarifying.show_unit, name="clarify_unit"),
    path("periode/<int:pk>/pembekuan/", freezing.show_freezes, name="freezes"),
    path("periode/<int:pk>/pembekuan/<int:n>.json", freezing.download_freeze, name="freeze_file"),
    path("periode/<int:pk>/riwayat/", auditing.show_trail, name="audit"),
    path("periode/<int:pk>/riwayat.csv", auditing.download_trail, name="audit_csv"),
    path("periode/<int:pk>/riwayat/<str:unit>/", auditing.show_unit_story, name="story_unit"),
    path(
        "periode/<int:pk>/riwayat/<str:unit>/<str:form>/<str:item>/",
        auditing.show_story,
        name="story",
    ),
    path("periode/<int:pk>/produk-ombudsman/", overseeing.show_ledger, name="oversight"),
    path("periode/<int:pk>/produk-ombudsman/baru/", overseeing.add, name="oversight_add"),
    path("periode/<int:pk>/produk-ombudsman/excel/", ledger_files.show_file, name="oversight_file"),
    path(
        "periode/<int:pk>/produk-ombudsman.xlsx",
        ledger_files.send_file,
        name="oversight_workbook",
    ),
    path(
        "periode/<int:pk>/produk-ombudsman/<int:product>/",
        overseeing.show_product,
        name="oversight_product",
    ),
    path("kelola/jejak/", auditing.show_chains, name="trail"),
]
