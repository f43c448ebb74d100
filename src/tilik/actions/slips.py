"""What a respondent's slip and a response's marks are made of: nothing of it leads to a person."""

import base64
import hashlib
import uuid
from datetime import date
from urllib.parse import quote

from django.utils.crypto import salted_hmac

from tilik.records.models import Campaign, Response

FAST = 2
"""Nobody reads and answers a question in fewer seconds."""
BURST = 15
"""So many responses to one survey within a minute are worth a look."""


def make_receipt(response: uuid.UUID) -> str:
    """The code of the slip, the same each time for the same response."""
    made = salted_hmac("tilik.survey.receipt", str(response), algorithm="sha256").digest()
    return base64.b32encode(made)[:12].decode().lower()


def digest_receipt(code: str) -> str:
    """What is kept of a slip's code."""
    return hashlib.sha256(code.encode()).hexdigest()


def make_mark(campaign: Campaign, day: date, device: str) -> str:
    """The fingerprint of a device in one campaign on one day; empty where nothing is known."""
    if not device:
        return ""
    key = f"{campaign.client_uuid}/{day}/{quote(device)}"
    return salted_hmac("tilik.survey.device", key, algorithm="sha256").hexdigest()[:10]


def is_fast(row: Response, seconds: int | None) -> bool:
    """Whether so many answers in so many seconds cannot have been read."""
    return seconds is not None and seconds < FAST * len(row.answers)
