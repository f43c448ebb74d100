"""The code printed on a signed scan, found in its text or its QR."""

import re

from tilik.actions.receiving import Kept, open_kept
from tilik.core.errors import UserError
from tilik.reading.isolated import read_marks

NONE, UNREAD = "-", "?"
"""No code stands on the scan; nothing of the scan could be read."""
SIGN = "[A-Z2-7]"
PRINTED = re.compile(rf"(?<![A-Z0-9]){SIGN}{{4}}-{SIGN}{{4}}-{SIGN}{{4}}(?![A-Z0-9])")
ADDRESS = re.compile(rf"/cek/({SIGN}{{12}})(?![A-Z0-9])")


def find_code(kept: Kept, wanted: str) -> str:
    """The wanted code where it stands on the scan; else the first one there, NONE or UNREAD."""
    try:
        with open_kept(kept.key) as file:
            found = read_marks(file.read(), kept.kind)
    except UserError:
        return UNREAD
    text = "\n".join([found["text"], *found["marks"]])
    codes = [code.replace("-", "") for code in PRINTED.findall(text)] + ADDRESS.findall(text)
    if wanted in codes:
        return wanted
    return codes[0] if codes else NONE if found["is_read"] else UNREAD
