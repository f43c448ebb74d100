"""The addresses of services and their standards, and of the audit of reports."""

from django.urls import path

from tilik.web.desk import (
    catalogue,
    drafting,
    report_audit,
    standard,
    standard_files,
    standard_readings,
    standard_signed,
)

urlpatterns = [
    path("periksa-laporan/", report_audit.show_audits, name="report_audit"),
    path("periksa-laporan/<uuid:uuid>/", report_audit.show_audit, name="report_audited"),
    path("periksa-laporan/<uuid:uuid>/catatan.pdf", report_audit.send_note, name="report_note"),
    path(
        "periksa-laporan/<uuid:uuid>/halaman-<int:page>.webp",
        report_audit.send_page,
        name="report_page",
    ),
    path("standar/", catalogue.show_government, name="standards"),
    path("bacaan-standar/<uuid:uuid>/", standard_readings.show_reading, name="standard_reading"),
    path(
        "bacaan-standar/<uuid:uuid>/<int:n>/", standard_readings.show_service, name="standard_read"
    ),
    path(
        "bacaan-standar/<uuid:uuid>/halaman-<int:page>.webp",
        standard_readings.send_page,
        name="standard_page",
    ),
    path("standar-excel/<str:unit>/", standard_files.show_file, name="standard_file"),
    path("standar-excel/<str:unit>/unduh/", standard_files.send_file, name="standard_workbook"),
    path(
        "standar-banding/<str:unit>/<str:service>/<int:n>/<int:other>/",
        standard_files.show_comparison,
        name="compare_standards",
    ),
    path("standar-naskah/<str:unit>/", drafting.show_papers, name="unit_papers"),
    path("standar-naskah/<str:unit>/<str:kind>/", drafting.show_paper, name="unit_paper"),
    path(
        "standar-naskah/<str:unit>/pindaian/<str:code>/",
        drafting.show_signed,
        name="unit_paper_signed",
    ),
    path("standar/<str:unit>/", catalogue.show_unit, name="unit_standards"),
    path("standar/<str:unit>/<str:service>/", standard.show_service, name="standard"),
    path(
        "standar/<str:unit>/<str:service>/naskah-<str:of>/",
        standard_signed.show_signed,
        name="standard_signed",
    ),
]
