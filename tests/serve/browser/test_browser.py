"""The pages in a real browser, at a desk and on a phone: readable, reachable by keyboard, quiet, and from one host."""

from __future__ import annotations

import pytest

from tests.needing import needs
from tests.serve.browser.chromium import IS_THERE, Browser, browser
from tests.serve.browser.kinds import GONE, KINDS
from tests.serve.test_command import serving

pytestmark = needs("a browser with playwright and axe-core", IS_THERE)

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALLEST = """() => Math.min(...[...document.querySelectorAll("main *")]
    .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
BEHIND = "one => getComputedStyle(one, '::after').content"
HEADINGS = "() => [...document.querySelectorAll('h1, h2, h3, h4')].map(one => +one.tagName[1])"
FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    return [one.tagName, one.textContent.trim() || one.name || "", style.outlineStyle !== "none" && box.width > 0];
}"""
REFUSED = "Failed to load resource: the server responded with a status of {} ({})"


@pytest.fixture(scope="module")
def address(demo_folder):
    with serving(demo_folder) as address:
        yield address


@pytest.fixture(scope="module", params=["desktop", "phone"])
def window(request, address, tmp_path_factory):
    with browser(address, tmp_path_factory.mktemp("profile"), request.param) as made:
        yield made


@pytest.fixture
def opened(window) -> Browser:
    window.console.clear()
    window.hosts.clear()
    return window  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_shown_whole_and_without_a_fault(opened, kind):
    path, words = KINDS[kind]
    status = opened.open(path)
    expected, told = GONE.get(kind, (200, None))
    assert status == expected
    assert words in opened.page.inner_text("main")
    assert "Ã" not in opened.page.inner_text("body"), "æøå are read as what they are"
    assert opened.page.get_attribute("html", "lang") == "da"
    assert opened.page.evaluate(SIDEWAYS) == 0, "nothing stands out of the page to the right"
    assert opened.page.evaluate(SMALLEST) >= 12.5
    levels = opened.page.evaluate(HEADINGS)
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False)), levels
    assert opened.faults() == []
    assert [said for said in opened.console if said != REFUSED.format(expected, told)] == []
    assert {f"http://{host}" for host in opened.hosts} == {opened.address}


def test_the_keyboard_leads_past_the_menu_and_every_stop_is_seen(opened):
    opened.open("/")
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate(FOCUSED) == ["A", "Spring til indholdet", True]
    assert opened.page.evaluate("document.activeElement.getBoundingClientRect().x") >= 0
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("location.hash") == "#indhold"
    seen = []
    for _ in range(12):
        opened.page.keyboard.press("Tab")
        seen.append(opened.page.evaluate(FOCUSED))
    assert not [one for one in seen if not one[2]], seen
    assert "Ændringer" not in [name for _, name, _ in seen], "the menu is behind"


def test_a_search_is_typed_sent_and_followed_without_a_mouse(opened):
    opened.open("/")
    opened.page.locator("#q").focus()
    opened.page.keyboard.type("integrationspriserne")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url("**/soeg?*")
    opened.page.get_by_role("link", name="Status på integrationsprisarrangement 2021").first.press("Enter")
    opened.page.wait_for_url("**/moede/**")
    assert "Ølbycenter 53" in opened.page.inner_text("main")
    assert opened.console == []


def test_a_question_is_asked_by_its_form(opened):
    opened.open("/spoergsmaal")
    opened.page.get_by_role("link", name="Fremmøde og fravær").click()
    opened.page.get_by_label("Kommune").select_option("Køge Kommune")
    opened.page.get_by_role("button", name="Spørg").click()
    opened.page.wait_for_url("**/fremmoede?kommune=koege*")
    assert opened.page.get_by_role("cell", name="Düne Kilic").is_visible()
    assert opened.console == []


def test_a_meeting_is_printed_without_what_paper_can_not_do_and_with_where_it_is_from(opened):
    opened.open(KINDS["moede_rettet"][0])
    link = opened.page.locator(".kilde a").first
    assert link.evaluate(BEHIND) == "none"
    opened.page.emulate_media(media="print")
    try:
        shown = ("main h1", ".kilde", "article", "footer")
        hidden = ("header", ".spring", ".formater", ".andre")
        assert [opened.page.locator(one).first.is_visible() for one in (*shown, *hidden)] == [True] * 4 + [False] * 4
        assert str(link.get_attribute("href")) in link.evaluate(BEHIND)
        assert opened.page.evaluate(SIDEWAYS) == 0
    finally:
        opened.page.emulate_media(media="screen")
