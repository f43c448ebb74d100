"""The addresses of offline packs: all of them, one unit's, and the pieces of one sent in."""

from django.urls import path

from tilik.web.desk import packs

PACKS = "periode/<int:pk>/paket/"

urlpatterns = [
    path(PACKS, packs.show_packs, name="packs"),
    path(PACKS + "semua.zip", packs.send_all, name="packs_zip"),
    path(PACKS + "unggah/<uuid:uuid>/", packs.receive_piece, name="pack_upload"),
    path(PACKS + "<str:unit>/", packs.show_pack, name="pack"),
    path(PACKS + "<str:unit>/unduh/", packs.send_pack, name="pack_file"),
]
