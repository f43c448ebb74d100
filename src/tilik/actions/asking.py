"""How often one address may ask for something, counted for all processes together."""

from django.db import connection
from django.utils.crypto import salted_hmac

from tilik.records.models import AskedCount

COUNT = """
INSERT INTO records_askedcount (key, minute, n) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET n = records_askedcount.n + 1 RETURNING n
"""
"""One statement, so that two processes never count the same turn."""


def count_asked(*, what: str, address: str, minute: int, most: int) -> bool:
    """Whether the address may ask once more in this minute; then it is counted.

    Kept is a keyed digest of the minute, never the address, and only for two minutes.
    """
    said = f"{minute} {what} {address}"
    key = salted_hmac("tilik.asked", said, algorithm="sha256").hexdigest()
    standing = AskedCount.objects.filter(key=key).values_list("n", flat=True).first()
    if (standing or 0) >= most:
        return False  # a flood costs one reading, no write
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, minute])
        (n,) = cursor.fetchone()
    if n == 1:
        AskedCount.objects.filter(minute__lt=minute - 1).delete()
    return bool(n <= most)
