"""A walk through everything that the page can look like, on one page that is ready."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from tests.browser.numbers import TEXT, Numbers, doubt, show, stage, tell_no_more, unseen
from tests.browser.pen import Pen
from tests.browser.visitor import READ_MS, Visitor, file
from tests.handwriting import blank, encode, write

# Reads at once what has a reading, by its name; all else when `held` is called.
HOLD = """
(readings) => {
  window.inklingItself ??= window.inkling;
  window.held = [];
  const read = ({name}) => name in readings
    ? Promise.resolve(JSON.parse(readings[name]))
    : new Promise((resolve) => held.push(() => resolve(JSON.parse(readings["number.png"]))));
  window.inkling = {...inklingItself, read, workers: 2};
}
"""
REFUSE = "() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException()); }"
ALLOW = "() => { delete navigator.clipboard.writeText; }"

FIRST, ROWS = "number.png", 10


def states(visitor: Visitor) -> Iterator[str]:
    """Bring a page that is ready from state to state, and give each one's name when it is there."""
    page = visitor.page
    expect(page.locator("#samples img[src]")).not_to_have_count(0)
    yield "empty"
    page.evaluate("document.documentElement.dataset.drag = ''")
    yield "a file hovers"
    page.evaluate("delete document.documentElement.dataset.drag")
    yield from _cards(visitor)
    yield from _sheets(visitor)
    visitor.clear()
    yield from _list(visitor)
    visitor.clear()
    yield from _device(page)


def _cards(visitor: Visitor) -> Iterator[str]:
    page = visitor.page
    given = [
        ("nothing.png", encode(blank())),
        ("bad.pdf", b"%PDF-1.7"),
        ("7.png", encode(write(7))),
    ]
    visitor.pick(*(file(name, content) for name, content in given))
    for name, _ in given:
        visitor.card(name).answered()
    show(visitor, "7", "doubt.png", doubts={0: doubt(1)})
    with unseen(page):
        show(visitor, TEXT, "unseen.png")
    steps = [stage(f"step {step}", "The picture", encode(blank())) for step in range(3)]
    doubts = {2: doubt(1), 4: doubt(4)}
    card = show(visitor, TEXT, FIRST, traces={FIRST: steps}, doubts=doubts)
    yield "a card of each verdict"
    card.get_by_text("How it was read").click()
    expect(card.locator(".stages li")).to_have_count(len(steps))
    card.locator(".boxes [role=option]").nth(4).click()
    page.locator("#requests summary").click()
    page.evaluate(REFUSE)
    page.locator("#results .copy").click()
    expect(page.locator("#results .field")).to_be_visible()
    page.evaluate(ALLOW)
    yield "a digit chosen, its stages open, and all texts to copy by hand"
    tell_no_more(visitor)
    page.locator("#requests summary").click()
    card.get_by_text("How it was read").click()
    card.locator(".correct").click()
    card.locator(".boxes [tabindex='0']").focus()
    for key in ("4", "ArrowRight", "Delete", "ArrowRight"):
        page.keyboard.press(key)
    card.locator("[data-act=missed]").click()
    yield "corrections"
    card.locator("[data-act=missed]").click()
    card.locator(".correct").click()
    page.locator('[data-name="nothing.png"] > .remove').click()
    expect(page.locator("#notice")).to_have_attribute("data-shown", "")
    expect(page.locator("#results .field")).to_be_hidden()
    yield "a card removed"
    page.locator("#notice .dismiss").click()


def _sheets(visitor: Visitor) -> Iterator[str]:
    page = visitor.page
    visitor.card(FIRST).locator.locator(".reread").click()
    with _sheet(page, "#again") as again:
        again.locator("[data-act=part]").click()
        again.get_by_text("Dark").click()
        yield "read again"
    visitor.card("7.png").locator.locator(".look").click()
    with _sheet(page, "#inside") as inside:
        expect(inside).to_have_attribute("data-shown", "")
        inside.locator(".maps").nth(1).focus()
        page.keyboard.press("ArrowRight")
        yield "inside the network"
    page.locator("#draw").click()
    with _sheet(page, "#pad") as pad:
        page.keyboard.press("Delete")  # what an earlier test has left there
        pen = Pen(page)
        pen.write("47", height=min(120.0, pen.size[1] - 20, pen.size[0] / 2 - 20))
        expect(pad.locator(".read")).to_have_text("47")
        expect(pad.locator(".hint")).to_be_hidden()
        pad.get_by_role("button", name="Ruled paper").click()
        yield "the pad, written on"
        pad.get_by_role("button", name="Ruled paper").click()
        pad.get_by_role("button", name="Clear", exact=True).click()


@contextmanager
def _sheet(page: Page, name: str) -> Iterator[Locator]:
    sheet = page.locator(name)
    expect(sheet).to_be_visible()
    yield sheet
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def _list(visitor: Visitor) -> Iterator[str]:
    page = visitor.page
    visitor.pick(file("bad.pdf", b"%PDF-1.7"))
    visitor.card("bad.pdf").answered()
    nothing = Numbers("7").reading("nothing.png")
    nothing.update(verdict="nothing", reason="blank", text=None, lines=[])
    readings = {
        FIRST: Numbers(TEXT).reading(FIRST),
        "doubt.png": Numbers(TEXT).reading("doubt.png", {2: doubt(1)}),
        "nothing.png": nothing,
    }
    page.evaluate(HOLD, {name: json.dumps(reading) for name, reading in readings.items()})
    names = [*readings, *(f"late {number}.png" for number in range(ROWS - len(readings)))]
    visitor.pick(*(file(name, encode(write(5))) for name in names))
    page.locator("#desk [data-view=list]").click()
    expect(page.locator("#desk .far")).to_have_text("0 of 7 read")
    yield "a list that is being read"
    page.locator("#desk [data-act=stop]").click()
    page.wait_for_function("held.length === 2")
    page.evaluate("held.forEach((end) => end())")
    expect(page.locator("#desk .far")).to_have_text("5 pictures not read")
    page.locator(f'[data-name="{FIRST}"] > .open').click()
    expect(page.locator(".row > .card .number")).to_have_text(TEXT)
    yield "a list with rows set aside and one open"
    page.locator(f'[data-name="{FIRST}"] > .open').click()
    page.locator("[data-shown=corrected]").click()
    expect(page.locator(".empty")).to_be_visible()
    yield "a list of nothing"
    page.locator("[data-shown=all]").click()
    page.locator("#desk [data-view=cards]").click()
    tell_no_more(visitor)


def _device(page: Page) -> Iterator[str]:
    panel = page.locator("#device")
    panel.locator("summary").click()
    expect(panel.locator(".sum")).not_to_be_empty()
    panel.locator(".begin").click()
    expect(panel.locator(".report")).to_be_visible(timeout=3 * READ_MS)
    yield "this device checked"
    panel.locator("summary").click()
