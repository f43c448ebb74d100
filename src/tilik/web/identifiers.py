"""Identifiers as pages send them."""

from uuid import UUID


def read_uuid(text: str) -> UUID | None:
    """The UUID a page was given, so that what is sent twice is done once; None for no UUID."""
    try:
        return UUID(text)
    except ValueError:
        return None
