"""Documents in a bucket: the same promises as in a folder, and nobody but Tilik reads them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.actions.bucket import Bucket, open_bucket
from tests.files import HOSTILE, Sent, make_pdf, make_picture
from tests.web.proofs import make_proofs, offer
from tests.web.scored import Scored
from tilik.actions import storage
from tilik.actions.readings import read_version
from tilik.actions.receiving import open_kept, receive
from tilik.actions.storage import Folder, get_store, make_key
from tilik.core.errors import NotFound, UserError
from tilik.records.models import DocumentReading, EvidenceLink
from tilik.records.queries.evidence import get_current

PDF_KEY = make_key(make_pdf())
PDF_PATH = f"/bukti/documents/{PDF_KEY}"


@pytest.fixture
def bucket(settings: Any, tmp_path: Path) -> Iterator[Bucket]:
    """The bucket every document goes to; the folder beside it must stay empty."""
    settings.MEDIA_ROOT = tmp_path
    with open_bucket() as made:
        settings.TILIK_BUCKET = made.get_settings()
        yield made
        for client in [get_store().client]:  # type: ignore[attr-defined]
            client.close()
    storage._get_client.cache_clear()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_without_a_bucket_documents_lie_in_the_folder(settings: Any) -> None:
    settings.TILIK_BUCKET = {**settings.TILIK_BUCKET, "bucket": ""}
    assert isinstance(get_store(), Folder)


def test_bytes_come_back_under_their_fingerprint(bucket: Bucket) -> None:
    kept = receive(Sent(make_pdf()))
    assert kept.key == PDF_KEY
    assert bucket.objects == {PDF_PATH: make_pdf()}
    with open_kept(kept.key) as file:
        assert hashlib.sha256(file.read()).hexdigest() == kept.sha256


def test_the_same_bytes_are_sent_once(bucket: Bucket) -> None:
    assert get_store().put(b"isi") == get_store().put(b"isi")
    assert bucket.count("PUT") == 1


def test_what_is_refused_is_never_sent(bucket: Bucket) -> None:
    for content, _code in list(HOSTILE.values())[:6]:
        with pytest.raises(UserError):
            receive(Sent(content))
    assert not bucket.asked


def test_a_photo_is_cleaned_before_it_leaves_the_machine(bucket: Bucket) -> None:
    receive(Sent(make_picture() + b"<script>alert(1)</script>"))
    assert not any(b"<script" in content for content in bucket.objects.values())


def test_nothing_is_made_public(bucket: Bucket) -> None:
    key = get_store().put(b"isi")
    get_store().open(key).close()
    for _method, path, headers in bucket.asked:
        names = {name.lower() for name in headers}
        assert not {"x-amz-acl", "x-amz-grant-read"} & names
        assert "X-Amz-Signature" not in path
        assert "authorization" in names


@pytest.mark.parametrize("key", ["", "../secret", "ab/" + "f" * 63, "/etc/passwd", PDF_KEY])
def test_what_is_not_there_or_no_key_is_not_found(bucket: Bucket, key: str) -> None:
    with pytest.raises(NotFound):
        get_store().open(key)
    assert bucket.count("GET") == (key == PDF_KEY)


def test_removed_bytes_are_gone_and_may_be_removed_again(bucket: Bucket) -> None:
    key = get_store().put(b"isi")
    for _time in range(2):
        get_store().remove(key)
    get_store().remove("../secret")
    assert not bucket.objects
    assert bucket.count("DELETE") == 2


def test_a_bucket_that_turns_us_away_is_an_error_and_not_an_absence(
    bucket: Bucket, settings: Any
) -> None:
    settings.TILIK_BUCKET = {**bucket.get_settings(), "key_id": "salah"}
    for call in (lambda: get_store().put(b"isi"), lambda: get_store().open(PDF_KEY)):
        with pytest.raises(Exception, match=r"403|AccessDenied"):
            call()
    assert not bucket.objects
    get_store().client.close()  # type: ignore[attr-defined]
    settings.TILIK_BUCKET = bucket.get_settings()


# --- On the pages ---------------------------------------------------------------------------------


@pytest.fixture
def proofs(bucket: Bucket, db: None) -> Scored:
    return make_proofs()


def path_of(proofs: Scored, link: EvidenceLink) -> str:
    return proofs.path(f"bukti/sekolah/berkas/{get_current(link.document).pk}/")


@pytest.mark.django_db
def test_a_document_is_passed_on_as_it_comes_to_who_may_see_it(
    proofs: Scored, bucket: Bucket
) -> None:
    link = offer(proofs)
    response = proofs.log_in(proofs.world.operator).get(path_of(proofs, link))
    assert (response.status_code, response.streaming) == (200, True)
    assert response.getvalue() == make_pdf()
    assert response["Content-Length"] == str(len(make_pdf()))
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"] or "private" in response["Cache-Control"]
    assert bucket.address not in str(response.headers)


@pytest.mark.django_db
def test_who_may_not_see_it_is_refused_before_the_bucket_is_asked(
    proofs: Scored, bucket: Bucket
) -> None:
    link = offer(proofs)
    asked = len(bucket.asked)
    nobody = proofs.log_in(make_proofs_elsewhere())
    assert nobody.get(path_of(proofs, link)).status_code == 404
    assert len(bucket.asked) == asked


def make_proofs_elsewhere() -> Any:
    """An operator of another government."""
    from tests.world import make_world

    return make_world("65.01").operator


@pytest.mark.django_db
def test_the_worker_reads_what_lies_in_the_bucket(proofs: Scored) -> None:
    version = get_current(offer(proofs).document)
    read_version.call(version.pk)
    assert DocumentReading.objects.get().n_pages == 1
