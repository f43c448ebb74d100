"""The addresses of the deadline week: calendar, who is late, receipts, hand-over."""

from django.urls import path

from tilik.web.desk import handing, receipts, rescuing, schedule, slips

urlpatterns = [
    path("kelola/serah-terima/", handing.show_handover, name="handover"),
    path("kelola/slip.pdf", slips.print_slips, name="slips_pdf"),
    path("periode/<int:pk>/tenggat/", rescuing.show_waiting, name="deadline"),
    path("periode/<int:pk>/tenggat.png", rescuing.draw_waiting, name="deadline_png"),
    path("periode/<int:pk>/tenggat/<str:unit>/", rescuing.show_unit, name="rescue"),
    path("periode/<int:pk>/tenggat/<str:unit>.png", rescuing.draw_progress, name="rescue_png"),
    path("periode/<int:pk>/latihan/", schedule.open_practice, name="training"),
    path("periode/<int:pk>/jadwal/", schedule.show_schedule, name="schedule"),
    path("periode/<int:pk>/tanda-terima/<str:unit>/", receipts.show_receipts, name="receipts"),
    path(
        "periode/<int:pk>/tanda-terima/<str:unit>/<str:form>/<int:n>.pdf",
        receipts.show_pdf,
        name="receipt_pdf",
    ),
    path(
        "periode/<int:pk>/tanda-terima/<str:unit>/<str:form>/<int:n>.json",
        receipts.send_bytes,
        name="receipt_bytes",
    ),
]
