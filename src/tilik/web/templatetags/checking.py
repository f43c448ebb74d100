"""The levels of a line side by side: written here, for sixty lines have four hundred of them."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tilik.web.presenters.checking import Line

register = template.Library()
CHECKED = mark_safe(" checked")
KEY = (
    '<label class="key{}" title="{}"><input type="radio" name="value-{}" value="{}" data-key="{}" '
    'form="batch"{}><span>{}</span></label>'
)


@register.simple_tag
def level_keys(line: Line, closed: str) -> SafeString:
    """The levels as radio buttons, the suggested one marked, and one for "not checked"."""
    by_rule, not_checked = _("by the rule"), _("not checked")
    mark = format_html('<i class="unseen"> {}</i>', by_rule)
    rows = [
        (
            " is-suggested" if key.code == line.suggested else "",
            key.title,
            line.code,
            key.code,
            key.code,
            CHECKED if key.code == line.value else "",
            format_html("{}{}", key.label, mark) if key.code == line.suggested else key.label,
        )
        for key in line.keys
    ]
    none = format_html('–<i class="unseen">{}</i>', not_checked)
    rows.append((" is-open", not_checked, line.code, "", "-", "" if line.value else CHECKED, none))
    return format_html(
        '<fieldset class="level-keys"{}><legend class="unseen">{} {}</legend>{}</fieldset>',
        " disabled" if closed else "", _("Level"), line.name, format_html_join("", KEY, rows),
    )  # fmt: skip
