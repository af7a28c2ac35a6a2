"""Nothing moves by itself: not when the page loads, nor when readings, answers or a notice come.

How far things move is what browsers call cumulative layout shift: the sum of what moved, as a part
of the window, times how far. What moves within half a second of a press is counted as well, where
that is said; a browser by itself does not.
"""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from bench.shift import MOST, WATCH, taken
from tests.browser.pen import Pen
from tests.browser.test_appearance import PHONE
from tests.browser.visitor import Visitor, file
from tests.handwriting import encode, write

# The rows that are read are seen, too.
TALL = {"viewport": {"width": 1280, "height": 1400}}

# Nothing is read until `release` is called: what has been laid is measured before.
HOLD = """
() => {
  window.inklingItself ??= window.inkling;
  const held = new Promise((done) => { window.release = done; });
  const read = async (...given) => { await held; return inklingItself.read(...given); };
  window.inkling = {...inklingItself, read};
}
"""


def moved(page: Page, what: str, *, pressed: bool = False) -> float:
    """How far things have moved since the last time; with `pressed`, also after a press."""
    found, shifts = taken(page, pressed=pressed)
    print(f"{what}: {found:.4f}", *shifts, sep="\n  ")
    return found


def digits(prefix: str, count: int) -> list[FilePayload]:
    """Files with a digit each."""
    return [file(f"{prefix} {at}.png", encode(write(at % 10))) for at in range(count)]


def all_read(visitor: Visitor, count: int) -> None:
    """Wait until so many pictures are read and nothing is said of progress any more."""
    desk = visitor.page.locator("#desk")
    expect(desk).to_have_attribute("data-read", str(count))
    expect(desk.locator(".running")).to_be_hidden()


@pytest.mark.parametrize("options", [TALL, PHONE], ids=["desk", "phone"])
def test_nothing_moves_by_itself(visit, options):
    visitor = visit(**options)
    page = visitor.page
    page.add_init_script(f"({WATCH})()")
    visitor.open()
    visitor.until_ready().until_offline()
    expect(page.locator("#notice")).to_have_attribute("data-shown", "")
    found = {"the page loads": moved(page, "the page loads")}

    # The ways in become a bar when the first picture is picked: that moves by the visitor's hand.
    page.evaluate(HOLD)
    visitor.pick(*digits("first", 1))
    expect(visitor.card("first 0.png").locator).to_be_visible()
    moved(page, "a card is laid")
    page.evaluate("release()")
    visitor.card("first 0.png").answered()
    found["the first reading"] = moved(page, "the first reading", pressed=True)

    page.evaluate(HOLD)
    visitor.pick(*digits("more", 4))
    expect(page.locator("#cards > .card")).to_have_count(5)
    moved(page, "cards are laid")
    page.evaluate("release()")
    all_read(visitor, 5)
    found["several readings"] = moved(page, "several readings", pressed=True)

    page.evaluate(HOLD)
    visitor.pick(*digits("many", 5))
    expect(page.locator(".row")).to_have_count(10)
    moved(page, "a list is laid")
    page.evaluate("release()")
    all_read(visitor, 10)
    found["a list's readings"] = moved(page, "a list's readings", pressed=True)

    page.locator("#draw").click()
    expect(page.locator("#pad")).to_be_visible()
    moved(page, "the pad opens")
    Pen(page).write("47", height=120)
    expect(page.locator("#pad .read")).to_have_text("47")
    found["the pad answers"] = moved(page, "the pad answers", pressed=True)
    page.keyboard.press("Escape")

    page.locator(".row .remove").first.click()
    expect(page.locator("#notice")).to_contain_text("is removed")
    moved(page, "a row goes")
    page.locator("#notice .dismiss").click()
    found["a notice goes"] = moved(page, "a notice goes", pressed=True)
    assert {what: value for what, value in found.items() if value >= MOST} == {}
    assert page.evaluate("PerformanceObserver.supportedEntryTypes.includes('layout-shift')")
