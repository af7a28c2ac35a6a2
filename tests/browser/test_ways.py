"""The ways in beside files: by the clipboard's button, and from the bar that stays in view."""

import base64

import pytest
from playwright.sync_api import expect

from tests.browser.test_appearance import PHONE
from tests.browser.visitor import Visitor, file
from tests.handwriting import encode, write

COPY = """
async ([kind, base64]) => {
  const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  await navigator.clipboard.write([new ClipboardItem({[kind]: new Blob([bytes], {type: kind})})]);
}
"""
NO_CLIPBOARD = "Object.defineProperty(Clipboard.prototype, 'read', {value: undefined});"

LOCK = """
() => {
  Clipboard.prototype.read = () => Promise.reject(new DOMException("", "NotAllowedError"));
}
"""


def copy(visitor: Visitor, kind: str, content: bytes) -> None:
    """Lay something into the clipboard, which pages may look into."""
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.page.evaluate(COPY, [kind, base64.b64encode(content).decode()])


def test_the_picture_in_the_clipboard_is_pasted_by_a_button(settled):
    copy(settled, "image/png", encode(write(5)))
    settled.page.locator("#paste").click()
    assert settled.card("image.png").answered().digit == "5"


def test_text_in_the_clipboard_is_said_to_be_no_picture(settled):
    copy(settled, "text/plain", b"seven")
    settled.page.locator("#paste").click()
    card = settled.card("What you pasted").answered()
    assert card.attribute("code") == "not-an-image"


def test_a_clipboard_that_is_locked_is_told_with_another_way(visit_briefly):
    visitor = visit_briefly().open().until_ready()
    visitor.page.evaluate(LOCK)
    visitor.page.locator("#paste").click()
    expect(visitor.page.locator("#notice")).to_contain_text("Paste with Ctrl+V")
    expect(visitor.page.locator("#cards > .card")).to_have_count(0)


def test_there_is_no_button_where_pages_cannot_ask_for_the_clipboard(visit_briefly):
    visitor = visit_briefly()
    visitor.page.add_init_script(NO_CLIPBOARD)
    visitor.open()
    expect(visitor.page.locator("#draw")).to_be_visible()
    expect(visitor.page.locator("#paste")).to_be_hidden()


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_the_ways_in_are_a_slim_bar_that_stays_once_there_are_pictures(visit_briefly, options):
    visitor = visit_briefly(**options).open().until_ready()
    page = visitor.page
    for number in range(3):
        visitor.pick(file(f"below-{number}.png", encode(write(number))))
    for number in range(3):
        visitor.card(f"below-{number}.png").answered()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    for name in ("Choose a picture", "Draw", "Paste"):
        button = page.get_by_role("button", name=name, exact=True)
        expect(button).to_be_in_viewport(ratio=1)
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["width"] >= 44
    bar = page.locator(".ways").bounding_box()
    assert bar is not None
    assert bar["y"] + bar["height"] < 72, "not slim"
    # What the keys come to is not hidden below it.
    copy = visitor.card("below-2.png").locator.locator(".copy")
    copy.evaluate("(button) => button.focus()")
    seen = copy.bounding_box()
    assert seen is not None
    assert seen["y"] >= bar["y"] + bar["height"] - 1
