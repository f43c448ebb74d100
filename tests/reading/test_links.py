"""Addresses people paste: taken apart, and share links led to the file they show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.errors import UserError
from tilik.reading.links import make_direct, read_target

ID = "1AbC-dEf_GhIjKlMnOpQrStUv"
WORK = "https://kutim-my.sharepoint.com"
SHARE = "EsCYEdnX-1lElxqXjdoSG2wBtz3JsARV7T1V1y8bGDH4Yg"
PAGE = f"/_layouts/15/download.aspx?share={SHARE}"
FILE = f"https://drive.usercontent.google.com/download?id={ID}&export=download&confirm=t"
DOCS = "https://docs.google.com"


@pytest.mark.parametrize(
    ("shared", "direct"),
    [
        (f"https://drive.google.com/file/d/{ID}/view?usp=sharing", FILE),
        (f"https://drive.google.com/file/u/1/d/{ID}/edit", FILE),
        (f"https://drive.google.com/open?id={ID}", FILE),
        (f"https://drive.google.com/uc?export=view&id={ID}", FILE),
        (f"{DOCS}/document/d/{ID}/edit#h", f"{DOCS}/document/d/{ID}/export?format=pdf"),
        (f"{DOCS}/spreadsheets/u/0/d/{ID}/", f"{DOCS}/spreadsheets/d/{ID}/export?format=xlsx"),
        (f"{DOCS}/presentation/d/{ID}/edit", f"{DOCS}/presentation/d/{ID}/export/pdf"),
        (
            f"{WORK}/:b:/g/personal/org_kutim_go_id/{SHARE}?e=4k",
            f"{WORK}/personal/org_kutim_go_id{PAGE}",
        ),
        (f"{WORK}/:w:/s/BagianOrganisasi/{SHARE}?e=Jx", f"{WORK}/sites/BagianOrganisasi{PAGE}"),
        (f"{WORK}/:x:/t/teams/Evaluasi/{SHARE}", f"{WORK}/teams/Evaluasi{PAGE}"),
        (f"{WORK}/:b:/g/{SHARE}", f"{WORK}{PAGE}"),
        (
            f"{WORK}/:b:/r/sites/Org/Dokumen/SK%20loket.pdf?csf=1&web=1",
            f"{WORK}/:b:/r/sites/Org/Dokumen/SK%20loket.pdf?csf=1&web=1&download=1",
        ),
        (f"{WORK}/sites/Org/Dokumen/SK.pdf", f"{WORK}/sites/Org/Dokumen/SK.pdf"),
        ("https://www.dropbox.com/s/abc/SK.pdf?dl=0", "https://www.dropbox.com/s/abc/SK.pdf?dl=1"),
        (
            "https://www.dropbox.com/scl/fi/a/SK.pdf?rlkey=k&dl=0",
            "https://www.dropbox.com/scl/fi/a/SK.pdf?rlkey=k&dl=1",
        ),
        ("https://contoh.go.id/sk.pdf?dl=0", "https://contoh.go.id/sk.pdf?dl=0"),
        (f"{DOCS}/forms/d/{ID}/viewform", f"{DOCS}/forms/d/{ID}/viewform"),
    ],
)
def test_a_share_link_leads_to_the_file_it_shows(shared: str, direct: str) -> None:
    assert make_direct(shared) == direct


@pytest.mark.parametrize(
    "folder",
    [
        f"https://drive.google.com/drive/folders/{ID}",
        f"https://drive.google.com/drive/u/0/folders/{ID}?usp=sharing",
        f"{WORK}/:f:/g/personal/org_kutim_go_id/{SHARE}?e=4k",
        f"{WORK}/:f:/s/BagianOrganisasi/{SHARE}",
        "https://www.dropbox.com/sh/abc/def?dl=0",
        "https://www.dropbox.com/scl/fo/abc/h?rlkey=k",
    ],
)
def test_a_whole_folder_is_no_document(folder: str) -> None:
    with pytest.raises(UserError, match="link-folder"):
        make_direct(folder)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "link-address"),
        ("sk.pdf", "link-address"),
        ("contoh.go.id/sk.pdf", "link-address"),
        ("https://", "link-address"),
        ("https:///sk.pdf", "link-address"),
        ("file:///etc/passwd", "link-address"),
        ("ftp://contoh.go.id/sk.pdf", "link-address"),
        ("gopher://contoh.go.id:80/", "link-address"),
        ("javascript:alert(1)", "link-address"),
        ("https://contoh.go.id\\@127.0.0.1/", "link-address"),
        ("https://contoh.go.id/\r\nHost: x", "link-address"),
        ("https://contoh.go.id/" + "a" * 1000, "link-address"),
        ("https://[::1/", "link-address"),
        ("https://contoh.go.id:x/", "link-address"),
        ("https://" + "a" * 70 + ".id/", "link-address"),
        ("https://budi@contoh.go.id/", "link-account"),
        ("https://budi:rahasia@contoh.go.id/", "link-account"),
        ("https://@contoh.go.id/", "link-account"),
        ("https://contoh.go.id:8443/", "link-port"),
        ("https://contoh.go.id:80/", "link-port"),
        ("http://contoh.go.id:443/", "link-port"),
        ("http://contoh.go.id:22/", "link-port"),
    ],
)
def test_what_is_no_plain_web_address_is_refused(address: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        read_target(address)
    assert refused.value.code == code


def test_a_target_is_ready_to_be_asked_for() -> None:
    target = read_target(" https://Contoh.GO.id:443/SK Bupati/é.pdf?a=1 2#atas ")
    assert (target.scheme, target.host, target.port) == ("https", "contoh.go.id", 443)
    assert target.path == "/SK%20Bupati/%C3%A9.pdf?a=1%202"
    assert read_target("http://contoh.go.id").path == "/"
    assert read_target("http://contöh.id").host == "xn--conth-mua.id"


def test_a_redirect_is_followed_from_where_one_is_and_judged_anew() -> None:
    target = read_target("https://contoh.go.id/a/b")
    assert target.follow("c").path == "/a/c"
    assert target.follow("//lain.go.id/d").host == "lain.go.id"
    assert read_target("http://[2600::1]/a").follow("/b").host == "2600::1"
    for location in ("file:///etc/passwd", "http://contoh.go.id:6379/", "https://a:b@contoh.go.id"):
        with pytest.raises(UserError):
            target.follow(location)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for address in (text, f"https://{text}", f"https://contoh.go.id/{text}"):
        try:
            target = read_target(make_direct(address))
        except UserError as error:
            assert error.code.startswith("link-")
        else:
            assert target.port in (80, 443)
            assert target.path.isascii() and " " not in target.path
            assert target.host.isascii()
