"""What somebody reads on a page, line by line, so that a test can hold all of it."""

from html.parser import HTMLParser

BREAKS = frozenset(
    {
        *("h1", "h2", "h3", "p", "li", "dt", "dd", "td", "th", "tr", "legend", "label"),
        *("summary", "button", "option", "div", "q"),
    }
)


def read_main(html: str) -> list[str]:
    """The lines of the page's main part; hidden fields and scripts say nothing."""
    reader = _Reader()
    reader.feed(html[html.index("<main") : html.index("</main>")])
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return [line for line in lines if line]


class _Reader(HTMLParser):
    """Collects texts, and what stands in fields in brackets."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new line where a block begins; the value of a field that is shown."""
        known = dict(attrs)
        if tag in BREAKS:
            self.parts.append("\n")
        if tag == "input" and known.get("type") not in ("hidden", "radio", "checkbox"):
            self.parts.append(f"[{known.get('value') or ''}]")
        if tag in ("input", "option") and ("checked" in known or "selected" in known):
            self.parts.append("(x) ")

    def handle_endtag(self, tag: str) -> None:
        """A new line where a block ends."""
        if tag in BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """A text."""
        self.parts.append(data)
