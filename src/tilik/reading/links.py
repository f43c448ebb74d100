"""Addresses people paste: what they lead to, and the file itself behind a share link."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit

from tilik.core.errors import UserError

LENGTH = 1000
PORTS = {"http": 80, "https": 443}
SAFE = "/%:@!$&'()*+,;=~-._"
DRIVE = re.compile(r"^/(?:a/[^/]+/)?file/(?:u/\d+/)?d/([\w-]+)")
DOCS = re.compile(r"^/(?:a/[^/]+/)?(document|spreadsheets|presentation)/(?:u/\d+/)?d/([\w-]{20,})")
EXPORTS = {
    "document": "export?format=pdf", "spreadsheets": "export?format=xlsx",
    "presentation": "export/pdf",
}  # fmt: skip
SHAREPOINT = re.compile(
    r"^/:(\w):/([a-z])/(?:(personal|sites|teams)/)?(?:([^/]+)/)?([\w-]{20,})/?$"
)
FOLDERS = re.compile(r"^/(?:drive/(?:u/\d+/)?folders/|sh/|scl/fo/)")


@dataclass(frozen=True, slots=True)
class Target:
    """What an address asks for, and of whom."""

    scheme: str
    host: str
    port: int
    path: str

    def follow(self, location: str) -> "Target":
        """Where a redirect leads from here. Raises as `read_target`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return read_target(urljoin(f"{self.scheme}://{host}{self.path}", location))


def read_target(address: str) -> Target:
    """What the address asks for.

    Raises UserError("link-address" | "link-account" | "link-port").
    """
    parts, port = _split(address)
    host = parts.hostname or ""
    if parts.username is not None or parts.password is not None:
        raise UserError("link-account")
    if port not in (None, PORTS[parts.scheme]):
        raise UserError("link-port")
    try:
        host = host if ":" in host else host.encode("idna").decode()
    except UnicodeError as error:
        raise UserError("link-address") from error
    path = quote(parts.path or "/", safe=SAFE)
    query = quote(parts.query, safe=SAFE + "?")
    return Target(parts.scheme, host, PORTS[parts.scheme], f"{path}?{query}" if query else path)


def make_direct(address: str) -> str:
    """The address of the file itself where a share link of a well-known drive shows a page.

    Raises UserError("link-folder") for a whole folder, and as `read_target`.
    """
    parts, _port = _split(address)
    host, asked = parts.hostname or "", dict(parse_qsl(parts.query))
    if host in ("drive.google.com", "www.dropbox.com", "dropbox.com"):
        if FOLDERS.match(parts.path):
            raise UserError("link-folder")
        if host.endswith("dropbox.com"):
            return parts._replace(query=urlencode({**asked, "dl": "1"})).geturl()
        found = DRIVE.match(parts.path)
        file = found[1] if found else asked.get("id", "")
        if file:
            asked = {"id": file, "export": "download", "confirm": "t"}
            return f"https://drive.usercontent.google.com/download?{urlencode(asked)}"
    if host.endswith(".sharepoint.com"):
        return _make_sharepoint(parts, asked)
    if host == "docs.google.com" and (found := DOCS.match(parts.path)):
        return f"https://{host}/{found[1]}/d/{found[2]}/{EXPORTS[found[1]]}"
    return address


def _make_sharepoint(parts: SplitResult, asked: dict[str, str]) -> str:
    """The file behind a share link of SharePoint or of OneDrive for work; `:f:` is a folder.

    Its `download=1` asks for a cookie between two redirects, the page of downloads does not.
    """
    if parts.path.startswith("/:f:/"):
        raise UserError("link-folder")
    if found := SHAREPOINT.match(parts.path):
        _kind, way, place, name, token = found.groups()
        place = place or ("teams" if way == "t" else "sites")
        site = f"/{place}/{name}" if name else ""
        if way != "r":
            path = f"{site}/_layouts/15/download.aspx"
            return parts._replace(path=path, query=urlencode({"share": token})).geturl()
    if parts.path.startswith("/:"):
        return parts._replace(query=urlencode({**asked, "download": "1"})).geturl()
    return parts.geturl()


def _split(address: str) -> tuple[SplitResult, int | None]:
    """The parts of an address and its port. Raises UserError("link-address")."""
    text = address.strip()
    if len(text) > LENGTH or not text.isprintable():
        raise UserError("link-address")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise UserError("link-address") from error
    if parts.scheme not in PORTS or not parts.hostname or "\\" in text:
        raise UserError("link-address")
    return parts, port
