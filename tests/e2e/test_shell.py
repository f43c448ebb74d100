"""The shell in a real browser: every component, both sizes, both themes, with and without script."""

import pytest

from tests.e2e.conftest import THEMES, WIDTHS

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_component_is_accessible_and_fits_the_screen(
    opened, assert_accessible, shoot, settings, width, theme
):
    settings.DEBUG = True
    page = opened("/gaya/", width=width, theme=theme)
    shoot(page, f"gallery-{width}-{theme}")
    assert_accessible(page)
