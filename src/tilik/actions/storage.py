"""Where the bytes of documents are kept: by their fingerprint, outside what the web server shows."""

import hashlib
import os
import re
import tempfile
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from django.conf import settings

from tilik.core.errors import NotFound

KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}")
PREFIX = "documents/"


class Store(Protocol):
    """A place for bytes, each under the key of its fingerprint."""

    def put(self, content: bytes) -> str:
        """The key under which the bytes are safe once this returns."""

    def open(self, key: str) -> BinaryIO:
        """The bytes, to read. Raises NotFound."""

    def remove(self, key: str) -> None:
        """Nothing; the bytes are gone. Only for what nothing refers to any more."""


class Folder:
    """A store in a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, content: bytes) -> str:
        """The key; bytes that are there already are not written again.

        Written beside its place, flushed to the disk and renamed: a power cut leaves all or nothing.
        """
        key = make_key(content)
        path = self.root / key
        if path.exists():
            return key
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        handle, waiting = tempfile.mkstemp(dir=path.parent, prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(waiting).replace(path)
        except BaseException:
            Path(waiting).unlink(missing_ok=True)
            raise
        _flush_folder(path.parent)
        _flush_folder(self.root)
        return key

    def open(self, key: str) -> BinaryIO:
        """The bytes, to read. Raises NotFound for what is not there or no key at all."""
        if not KEY.fullmatch(key):
            raise NotFound("file-not-found")
        try:
            return (self.root / key).open("rb")
        except FileNotFoundError as error:
            raise NotFound("file-not-found") from error

    def remove(self, key: str) -> None:
        """Nothing; the bytes are gone, if they were there."""
        if KEY.fullmatch(key):
            (self.root / key).unlink(missing_ok=True)


class Bucket:
    """A store in a bucket that speaks S3; no object is public and no address of one is given out."""

    def __init__(self, client: Any, bucket: str) -> None:
        self.client, self.bucket = client, bucket

    def put(self, content: bytes) -> str:
        """The key; bytes that are there already are not sent again."""
        key = make_key(content)
        if not self._holds(key):
            self.client.put_object(Bucket=self.bucket, Key=PREFIX + key, Body=content)
        return key

    def open(self, key: str) -> BinaryIO:
        """The bytes, to read as they come. Raises NotFound."""
        if not KEY.fullmatch(key):
            raise NotFound("file-not-found")
        try:
            found = self.client.get_object(Bucket=self.bucket, Key=PREFIX + key)
        except self.client.exceptions.NoSuchKey as error:
            raise NotFound("file-not-found") from error
        body: BinaryIO = found["Body"]
        return body

    def remove(self, key: str) -> None:
        """Nothing; the bytes are gone, if they were there."""
        if KEY.fullmatch(key):
            self.client.delete_object(Bucket=self.bucket, Key=PREFIX + key)

    def _holds(self, key: str) -> bool:
        """Whether the bucket has it; any answer but yes and no is an error."""
        try:
            self.client.head_object(Bucket=self.bucket, Key=PREFIX + key)
        except self.client.exceptions.ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == HTTPStatus.NOT_FOUND:
                return False
            raise
        return True


def get_store() -> Store:
    """The store of this installation: the bucket where one is named, else its folder."""
    if settings.TILIK_BUCKET["bucket"]:
        return Bucket(_get_client(**settings.TILIK_BUCKET), settings.TILIK_BUCKET["bucket"])
    return Folder(Path(settings.MEDIA_ROOT) / PREFIX)


def make_key(content: bytes) -> str:
    """The key of the bytes: their SHA-256 in a folder of its first two digits."""
    sha = hashlib.sha256(content).hexdigest()
    return f"{sha[:2]}/{sha}"


@cache
def _get_client(*, endpoint: str, region: str, key_id: str, secret: str, **_rest: str) -> Any:
    """The connection to the bucket, once a process; boto3 is only there where it is wanted."""
    import boto3
    from botocore.config import Config

    return boto3.client(
        "s3",
        endpoint_url=endpoint or None,
        region_name=region or None,
        aws_access_key_id=key_id or None,
        aws_secret_access_key=secret or None,
        config=Config(
            connect_timeout=10,
            read_timeout=60,
            retries={"max_attempts": 3},
            # Servers that speak S3 without being Amazon's know neither newer sums nor names in front.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            s3={"addressing_style": "path" if endpoint else "auto"},
        ),
    )


def _flush_folder(path: Path) -> None:
    """Nothing; the folder's own entry is on the disk, so that a renamed file is found again."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
