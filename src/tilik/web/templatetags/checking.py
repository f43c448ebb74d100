"""The levels of a line side by side: written here, for sixty lines have four hundred of them."""

from functools import lru_cache

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tilik.web.presenters.checking import Key, Line

register = template.Library()
KEY = (
    '<label class="key{}" title="{}"><input type="radio" name="value-{}" value="{}" data-key="{}" '
    'form="batch"{}><span>{}{}</span></label>'
)


@register.simple_tag
def level_keys(line: Line, closed: str) -> SafeString:
    """The levels as radio buttons, the suggested one marked, and one for "not checked"."""
    name, not_checked = escape(line.code), escape(_("not checked"))
    mark = format_html('<i class="unseen"> {}</i>', _("by the rule"))
    none = format_html('<i class="unseen">{}</i>', _("not checked"))
    rows = [
        KEY.format(
            " is-suggested" if is_suggested else "",
            title, name, code, code,
            " checked" if key.code == line.value else "",
            label,
            mark if is_suggested else "",
        )
        for key, (code, title, label) in zip(line.keys, _escape(line.keys), strict=True)
        for is_suggested in [key.code == line.suggested]
    ]  # fmt: skip
    checked = "" if line.value else " checked"
    rows.append(KEY.format(" is-open", not_checked, name, "", "-", checked, "–", none))
    return format_html(
        '<fieldset class="level-keys"{}><legend class="unseen">{} {}</legend>{}</fieldset>',
        " disabled" if closed else "", _("Level"), line.name, mark_safe("".join(rows)),  # noqa: S308 (every part is escaped)
    )  # fmt: skip


@lru_cache(maxsize=32)
def _escape(keys: tuple[Key, ...]) -> tuple[tuple[str, str, str], ...]:
    """Code, title and label of every level as they stand in a page: all lines share them."""
    return tuple((escape(key.code), escape(key.title), escape(key.label)) for key in keys)
