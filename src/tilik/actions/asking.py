"""How often one address may ask for something, counted for all processes together."""

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from tilik.records.models import AskedCount


def count_asked(*, what: str, address: str, minute: int, most: int) -> bool:
    """Whether the address may ask once more in this minute; then it is counted.

    Kept is a keyed digest of the minute, never the address, and only for two minutes.
    """
    said = f"{minute} {what} {address}"
    key = salted_hmac("tilik.asked", said, algorithm="sha256").hexdigest()
    standing = AskedCount.objects.filter(key=key).values_list("n", flat=True).first()
    if (standing or 0) >= most:
        return False  # a flood costs one reading, no write
    with transaction.atomic():
        row, is_new = AskedCount.objects.get_or_create(key=key, defaults={"minute": minute})
        AskedCount.objects.filter(pk=row.pk).update(n=F("n") + 1)
        row.refresh_from_db()
        if is_new:
            AskedCount.objects.filter(minute__lt=minute - 1).delete()
    return row.n <= most
