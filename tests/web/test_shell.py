"""The shell around every page: look, switches, error pages, budget."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import translation

import tilik.web
from tilik.core.errors import Conflict, InvalidInput, NotFound, PermissionDenied, TilikError
from tilik.web import errors, preferences
from tilik.web.frame import Frame
from tilik.web.svg.palette import STYLES

STATIC = Path(tilik.web.__file__).parent / "static"
TEMPLATES = Path(tilik.web.__file__).parent / "templates"
LOGIN = "/akun/login/"


def read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def render(source: str, **context: object) -> str:
    template = engines["django"].from_string("{% load tilik %}" + source)
    return template.render(context)


@pytest.fixture
def gallery(db, settings) -> str:
    settings.DEBUG = True
    return Client().get("/gaya/").content.decode()


# --- Tokens ------------------------------------------------------------------------------------


def get_tokens(start: str) -> dict[str, str]:
    """The colours of one theme: the block that starts with these words."""
    block = read("tilik/tilik.css").split(start, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", block))


def get_luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    digits = colour.lstrip("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def get_contrast(first: str, second: str) -> float:
    light, dark = sorted((get_luminance(first), get_luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


THEMES = {
    "light": ":root {",
    "dark": ':root[data-theme="dark"] {',
    "dark by device": ":root:not([data-theme]) {",
}
GROUNDS = ("page", "surface")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "soft", "accent", "danger") for ground in GROUNDS),
    *((tone, f"{tone}-back") for tone in "abcde"),
    *((tone, "page") for tone in "ace"),
    *((ink, "accent-pale") for ink in ("ink", "soft", "accent")),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-band", "band"),
    ("on-band", "band-stripe"),
    ("ink", "focus-back"),
    ("ink", "h3"),
    ("on-h4", "h4"),
    ("on-accent", "h5"),
]
SHAPE_PAIRS = [
    (shape, ground)
    for shape in ("paper", "field", "citizen", "control", "accent", "focus")
    for ground in GROUNDS
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_has_enough_contrast(theme, front, back):
    tokens = get_tokens(THEMES[theme])
    assert get_contrast(tokens[front], tokens[back]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back"), SHAPE_PAIRS)
def test_shapes_have_enough_contrast(theme, front, back):
    tokens = get_tokens(THEMES[theme])
    assert get_contrast(tokens[front], tokens[back]) >= 3


def test_dark_is_the_same_whether_chosen_or_followed():
    assert get_tokens(THEMES["dark"]) == get_tokens(THEMES["dark by device"])


def test_every_style_of_a_chart_has_its_class():
    classes = set(re.findall(r"\.s-([a-z-]+)", read("tilik/tilik.css")))
    assert set(STYLES) <= classes


def test_every_token_used_is_declared():
    css = read("tilik/tilik.css") + read("tilik/desk.css")
    declared = set(re.findall(r"--([\w-]+):", css))
    assert set(re.findall(r"var\(--([\w-]+)\)", css)) == declared


# --- Policy and budget -------------------------------------------------------------------------


class Inline(HTMLParser):
    """Collects what a strict policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)
        self.found += [name for name in names if name == "style" or name.startswith("on")]


def test_no_page_carries_inline_script_or_style(gallery):
    parser = Inline()
    parser.feed(gallery)
    assert parser.found == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_carries_inline_script_or_style(path):
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*src)|\son\w+=", path.read_text())


@pytest.mark.django_db
def test_a_public_page_weighs_at_most_sixty_kilobytes():
    page = Client().get(LOGIN).content
    files = re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())
    assert "vendor/plus-jakarta-sans.woff2" in files
    assert "vendor/htmx.min.js" not in files
    assert len(page) + sum((STATIC / name).stat().st_size for name in files) <= 60 * 1024


def test_the_font_is_a_small_subset():
    assert (STATIC / "vendor/plus-jakarta-sans.woff2").stat().st_size <= 30 * 1024


def test_every_vendored_file_is_accounted_for():
    told = read("vendor/README.md")
    for path in (STATIC / "vendor").iterdir():
        assert path.name == "README.md" or path.name in told


# --- Switches ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_pages_are_indonesian_first_and_english_on_request():
    client = Client()
    assert '<html lang="id"' in client.get(LOGIN).content.decode()
    response = client.post("/tampilan/", {"language": "en", "next": LOGIN})
    assert response["Location"] == LOGIN
    page = client.get(LOGIN).content.decode()
    assert '<html lang="en"' in page
    assert "Password" in page


@pytest.mark.django_db
@pytest.mark.parametrize(("theme", "mark"), [("dark", 'data-theme="dark"'), ("auto", "")])
def test_the_theme_chosen_is_kept(theme, mark):
    client = Client()
    client.post("/tampilan/", {"theme": theme, "next": LOGIN})
    opening = client.get(LOGIN).content.decode().split("<head>")[0]
    assert mark in opening
    assert ("data-theme" in opening) == bool(mark)


def test_an_unknown_theme_or_language_changes_nothing():
    request = RequestFactory().post("/tampilan/", {"theme": "pink", "language": "xx"})
    assert preferences.set_preferences(request).cookies == {}
    request.COOKIES[preferences.THEME_COOKIE] = "pink"
    assert preferences.get_theme(request) == "auto"


@pytest.mark.parametrize("next_", ["https://example.com/", "//example.com", "", "javascript:x"])
def test_the_switch_never_leads_to_another_site(next_):
    request = RequestFactory().post("/tampilan/", {"theme": "dark", "next": next_})
    assert preferences.set_preferences(request)["Location"] == "/"


@pytest.mark.django_db
def test_the_switch_asks_for_the_form_of_this_site():
    client = Client(enforce_csrf_checks=True)
    assert client.get("/tampilan/").status_code == 405
    response = client.post("/tampilan/", {"theme": "dark"})
    assert response.status_code == 400
    assert "Tidak ada yang berubah" in response.content.decode()


# --- The frame ---------------------------------------------------------------------------------


def test_example_data_is_marked_on_the_page_and_in_print(gallery):
    assert "DATA CONTOH – BUKAN HASIL RESMI" in gallery
    hidden = re.findall(r"([^{}]*)\{ display: none !important; \}", read("tilik/tilik.css"))
    assert not any("example-band" in selectors for selectors in hidden)


@pytest.mark.django_db
def test_real_data_is_not_marked_as_an_example():
    assert "DATA CONTOH" not in Client().get(LOGIN).content.decode()


def test_the_page_tells_where_one_is(gallery):
    assert "Kabupaten Contoh" in gallery
    assert '<a href="#" aria-current="page">' in gallery
    assert 'class="skip" href="#content"' in gallery


@pytest.mark.django_db
def test_the_style_page_exists_only_while_developing():
    assert Client().get("/gaya/").status_code == 404


def test_a_page_stands_without_a_frame():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    page = errors.render_error(request, 404).content.decode()
    assert "<nav" not in page
    assert Frame().navigation == ()


# --- Errors ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("status", errors.TEXTS)
def test_an_error_page_says_what_happened_what_was_kept_and_what_to_do(status, language):
    with translation.override(language):
        response = errors.render_error(None, status)
        text = errors.TEXTS[status]
        page = response.content.decode()
        assert response.status_code == status
        for words in (text.happened, text.kept, text.todo):
            assert str(words) in page


def test_every_error_page_differs_between_the_languages():
    for text in errors.TEXTS.values():
        for words in (text.happened, text.kept, text.todo):
            with translation.override("id"):
                indonesian = str(words)
            with translation.override("en"):
                assert str(words) != indonesian


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound(), 404),
        (PermissionDenied(), 403),
        (Conflict(), 409),
        (InvalidInput([]), 400),
        (TilikError(), 500),
    ],
)
def test_each_error_of_ours_has_its_status(error, status):
    assert errors.get_status(error) == status


def test_an_error_of_ours_becomes_its_page_and_others_pass():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    middleware = errors.TilikErrors(lambda _: errors.render_error(None, 404))
    assert middleware(request).status_code == 404
    assert middleware.process_exception(request, Conflict()).status_code == 409
    assert middleware.process_exception(request, ValueError()) is None


def test_the_handlers_answer_with_their_status():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    wrong = ValueError()
    assert errors.bad_request(request, wrong).status_code == 400
    assert errors.forbidden(request, wrong).status_code == 403
    assert errors.not_found(request, wrong).status_code == 404
    assert errors.locked_out(request, {}, login="x").status_code == 429


def test_our_own_fault_is_told_without_touching_the_database():
    request = RequestFactory().get("/")  # no user, no session: reading either would fail
    assert errors.server_error(request).status_code == 500


@pytest.mark.django_db
def test_no_letter_is_promised_to_who_forgot_the_password():
    client = Client()
    page = client.get("/akun/password/reset/").content.decode()
    assert "Minta kata sandi baru" in page
    assert client.post("/akun/password/reset/", {"email": "a@example.com"}).status_code == 405


# --- Components --------------------------------------------------------------------------------


def test_a_grade_chip_has_shape_letter_and_word():
    chip = render('{% grade "B-" "Baik" %}')
    assert "grade-b" in chip
    assert "<svg" in chip
    assert "<b>B-</b>" in chip
    assert "Baik" in chip


def test_no_grade_is_said_in_words():
    with translation.override("id"):
        assert "belum berkategori" in render("{% grade None %}")


def test_an_estimated_grade_says_so_in_print_too():
    with translation.override("id"):
        chip = render('{% grade "A" estimate=True %}')
    assert "is-estimate" in chip
    assert "<small>perkiraan</small>" in chip


def test_several_possible_grades_stand_side_by_side():
    with translation.override("id"):
        both = render("{% grades possible %}", possible=[("A", ""), ("B", "")])
        one = render("{% grades possible %}", possible=[("A", "")])
        none = render("{% grades possible %}", possible=[])
    assert "mungkin:" in both
    assert "atau" in both
    assert both.count("<b>") == 2
    assert "mungkin:" not in one
    assert "belum berkategori" in none


@pytest.mark.parametrize(
    ("level", "css"), [(None, "heat-none"), (0, "heat-0"), (3, "heat-3"), (5, "heat-5")]
)
def test_an_unknown_heat_cell_differs_from_zero(level, css):
    assert render("{% heat level %}", level=level) == css


def test_progress_is_a_bar_with_its_figures_and_name():
    bar = render('{% progress 71 86 "Isian F-01" %}')
    assert 'value="71" max="86"' in bar
    assert "71/86" in bar
    assert 'aria-label="Isian F-01"' in bar


def test_a_text_to_copy_can_be_selected_without_script():
    block = render('{% copy_text text key="wa" label="Pesan" %}', text="satu\ndua <b>")
    assert re.search(r"<textarea[^>]*readonly>satu\ndua &lt;b&gt;</textarea>", block)
    assert re.search(r"<button[^>]*hidden", block)


def test_icons_are_decorative_and_inlined():
    icon = render('{% icon "check" %}')
    assert 'aria-hidden="true"' in icon
    assert "<path" in icon
    assert "license" not in icon


def test_filters_write_numbers_as_the_language_does():
    with translation.override("id"):
        assert render("{{ 3.5|number:2 }} {{ 12|percent }}") == "3,50 12\u00a0%"
