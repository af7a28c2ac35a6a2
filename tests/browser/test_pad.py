"""The drawing pad: what is written there is read while it is written, and can be kept."""

import json
import re
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.numbers import Numbers
from tests.browser.pen import Pen, written
from tests.browser.test_appearance import CONTRAST, PHONE
from tests.browser.test_start import held_back
from tests.browser.visitor import START_MS, Card, Visitor, file
from tests.handwriting import encode, write
from tests.serving import serving

# The pixels of a canvas, by way of a copy: a canvas that is looked at often becomes another one.
LOOK = """
  const look = (canvas) => {
    const copy = Object.assign(document.createElement("canvas"), {
      width: canvas.width, height: canvas.height});
    const context = copy.getContext("2d", {willReadFrequently: true});
    context.drawImage(canvas, 0, 0);
    return context.getImageData(0, 0, copy.width, copy.height);
  };
"""
# Of the sheet: whether a place, in pixels of the page from its left and top, has ink.
INK = f"""
(canvas, [x, y]) => {{
  {LOOK}
  const {{width, data}} = look(canvas);
  const scale = width / canvas.clientWidth;
  return data[4 * (Math.round(y * scale) * width + Math.round(x * scale)) + 3] > 127;
}}
"""
# Left, top, right and bottom of the ink on the sheet, in its pixels; null where there is none.
BOUNDS = (
    """
(canvas) => {"""
    + LOOK
    + """
  const {width, height, data} = look(canvas);
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let at = 0; at < width * height; at += 1) {
    if (data[4 * at + 3] < 128) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  return right < 0 ? null : [left, top, right, bottom];
}
"""
)
# All of the ink, as a number that a different pixel changes.
SUM = f"""
(canvas) => {{
  {LOOK}
  return look(canvas).data.reduce((sum, each, at) => (sum * 31 + each * (at + 1)) % 4294967296, 7);
}}
"""
# What the browser has stored for the page: databases, caches with their entries, storage, cookies.
STORED = """
async () => [
  (await indexedDB.databases()).map(({name}) => name).sort(),
  await Promise.all((await caches.keys()).filter((name) => name !== "none").sort().map(
    async (name) => [name, (await (await caches.open(name)).keys()).length])),
  {...localStorage}, {...sessionStorage}, document.cookie,
]
"""
# Reads by hand: `asked` has a function for each reading that was asked for, which answers it.
BY_HAND = """
() => {
  window.inklingItself ??= window.inkling;
  window.asked = [];
  const read = () => new Promise((resolve) => asked.push((json) => resolve(JSON.parse(json))));
  window.inkling = {...window.inklingItself, ready: window.inklingItself.ready, read};
}
"""

# A stroke that the page is told of in one move, which the browser has put together of several.
TOGETHER = """
(canvas, places) => {
  const {left, top} = canvas.getBoundingClientRect();
  const made = (type, [x, y], more = {}) => new PointerEvent(type, {
    bubbles: true, pointerId: 7, pointerType: "pen", pressure: 0.5, clientX: left + x,
    clientY: top + y, ...more});
  canvas.dispatchEvent(made("pointerdown", places[0]));
  const coalescedEvents = places.slice(1).map((place) => made("pointermove", place));
  canvas.dispatchEvent(made("pointermove", places.at(-1), {coalescedEvents}));
  canvas.dispatchEvent(made("pointerup", places.at(-1)));
}
"""


def read(page: Page) -> Locator:
    """The answer beside the pad."""
    return page.locator("#pad .read")


def act(page: Page, name: str) -> Locator:
    """A button of the pad."""
    return page.locator("#pad").get_by_role("button", name=name, exact=True)


def sheet(page: Page) -> Locator:
    """The canvas that is written on."""
    return page.locator("#pad canvas")


def frame(element: Locator) -> list[float]:
    """Left, top, right and bottom of what is shown, in pixels of the window."""
    box = element.bounding_box()
    assert box is not None, "it is not shown"
    return [box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]]


def open_pad(visitor: Visitor) -> Pen:
    """Open the pad and take a pen."""
    visitor.page.locator("#draw").click()
    expect(visitor.page.locator("#pad")).to_be_visible()
    return Pen(visitor.page)


def finger(page: Page, *places: tuple[float, float], lift: bool = True) -> None:
    """Touch the sheet at the first place, go to the others, and let go."""
    left, top, _, _ = frame(sheet(page))
    session = page.context.new_cdp_session(page)
    for index, (x, y) in enumerate(places):
        points = [{"x": left + x, "y": top + y, "id": 1}]
        kind = "touchMove" if index else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    if lift:
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


@pytest.fixture
def pad(settled: Visitor):
    """The shared page with its pad open and empty, and a pen; the pad is closed afterwards."""
    page = settled.page
    size = page.viewport_size
    assert size is not None
    pen = open_pad(settled)
    page.keyboard.press("Delete")
    page.keyboard.press("2")
    expect(read(page)).to_be_empty()
    yield page, pen
    page.set_viewport_size(size)
    page.keyboard.press("Escape")
    expect(page.locator("#pad")).to_be_hidden()


def test_a_seven_is_read_while_it_is_written(pad):
    page, pen = pad
    cards = page.locator("#cards > .card").count()
    pen.write("7")
    expect(read(page)).to_have_text("7")
    expect(page.locator("#pad .headline")).to_have_text(
        re.compile("The digit in this image is 7, ")
    )
    expect(page.locator("#pad .reply")).to_have_attribute("data-verdict", "digit")
    expect(page.locator("#pad .reply")).to_have_attribute("role", "status")
    expect(page.locator("#pad .boxes .strokes > rect.sure")).to_have_count(1)
    assert page.locator("#cards > .card").count() == cards


def test_digits_in_a_row_are_a_number_with_a_box_over_each(pad):
    page, pen = pad
    pen.write("42")
    expect(read(page)).to_have_text("42")
    expect(page.locator("#pad .headline")).to_contain_text("The number in this image is 42")
    boxes = page.locator("#pad .boxes .strokes > rect.sure")
    expect(boxes).to_have_count(2)
    corner = 2 * frame(sheet(page))[:2]
    digits = [
        [place for stroke in strokes for place in stroke]
        for strokes in (written("42", pen.size)[:2], written("42", pen.size)[2:])
    ]
    for box, places in zip(boxes.all(), digits, strict=True):
        edges = [min(x for x, _ in places), min(y for _, y in places)]
        edges += [max(x for x, _ in places), max(y for _, y in places)]
        moved = [each - start for each, start in zip(frame(box), corner, strict=True)]
        assert moved == pytest.approx(edges, abs=25)
        assert moved[0] < edges[0], "the box covers the ink"


def test_what_is_no_digit_is_said_to_be_none(pad):
    page, pen = pad
    pen.stroke([(300, 300), (302, 302)])
    expect(page.locator("#pad .headline")).to_have_text("No digit I can read here.")
    expect(page.locator("#pad .more")).to_have_text(re.compile("Go on writing|Write larger"))
    expect(read(page)).to_be_empty()


def test_a_pen_that_is_pressed_harder_writes_wider(pad):
    page, pen = pad

    def width(pressure: float, y: float) -> int:
        pen.stroke([(200, y), (500, y)], pressure)
        left, top, right, bottom = sheet(page).evaluate(BOUNDS)
        assert right - left > 290
        page.keyboard.press("Delete")
        return int(bottom - top + 1)

    thin, thick = width(0.1, 200), width(0.9, 200)
    assert thick > 2 * thin
    page.keyboard.press("3")
    assert width(0.5, 200) > width(0.5, 200) * 0.99 > thin
    assert width(0.9, 200) > 1.5 * thick, "the broad pen is as the medium one"


def test_lines_have_no_corners(pad):
    """Of a right angle the line cuts the corner, which a polyline would have."""
    page, pen = pad
    pen.down((200, 200))
    for place in ((260, 200), (320, 200), (320, 260), (320, 320)):
        pen.move(place)
    pen.up((320, 320))
    assert sheet(page).evaluate(INK, [260, 200])
    assert sheet(page).evaluate(INK, [320, 260])
    assert not sheet(page).evaluate(INK, [322, 198])
    assert sheet(page).evaluate(INK, [312, 208])


def test_no_place_is_lost_that_the_browser_puts_together_with_others(pad):
    page, _ = pad
    sheet(page).evaluate(TOGETHER, [(200, 300), (250, 200), (300, 120), (350, 200), (400, 300)])
    assert sheet(page).evaluate(INK, [250, 205])
    assert sheet(page).evaluate(INK, [350, 205])
    assert not sheet(page).evaluate(INK, [300, 300]), "it went straight from end to end"


def test_undo_redo_and_clear_by_keys_and_buttons(pad):
    page, pen = pad
    pen.write("42")
    expect(read(page)).to_have_text("42")
    page.keyboard.press("Control+z")  # the two is one stroke
    expect(read(page)).to_have_text("4")
    page.keyboard.press("Control+Shift+Z")
    expect(read(page)).to_have_text("42")
    expect(act(page, "Redo")).to_be_disabled()
    page.keyboard.press("Control+z")
    expect(read(page)).to_have_text("4")
    page.keyboard.press("Control+y")
    expect(read(page)).to_have_text("42")
    page.keyboard.press("Delete")
    expect(page.locator("#pad .headline")).to_have_text("What you write is read at once.")
    assert sheet(page).evaluate(BOUNDS) is None
    expect(act(page, "Clear")).to_be_disabled()
    expect(act(page, "Keep")).to_be_disabled()
    act(page, "Undo").click()
    expect(read(page)).to_have_text("42")
    act(page, "Undo").click()
    expect(read(page)).to_have_text("4")
    act(page, "Redo").click()
    expect(read(page)).to_have_text("42")
    act(page, "Clear").click()
    expect(read(page)).to_be_empty()
    for name, key in (
        ("Undo", "Ctrl+Z"),
        ("Redo", "Ctrl+Y"),
        ("Clear", "Delete"),
        ("Keep", "Enter"),
    ):
        assert key in (act(page, name).get_attribute("title") or "")


def test_a_stroke_after_undo_leaves_nothing_to_redo(pad):
    page, pen = pad
    pen.write("42")
    page.keyboard.press("Control+z")
    expect(act(page, "Redo")).to_be_enabled()
    pen.stroke([(60, 60), (60, 200)])
    expect(act(page, "Redo")).to_be_disabled()


def test_pens_and_ruled_paper_are_chosen_by_keys_and_buttons(pad):
    page, pen = pad
    for key, name in (("1", "Fine pen"), ("3", "Broad pen"), ("2", "Medium pen")):
        page.keyboard.press(key)
        expect(act(page, name)).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#pad [data-pen][aria-pressed=true]")).to_have_count(1)
    act(page, "Broad pen").click()
    expect(act(page, "Broad pen")).to_have_attribute("aria-pressed", "true")
    pen.write("7")
    expect(read(page)).to_have_text("7")
    before = sheet(page).evaluate(SUM)
    page.keyboard.press("r")
    expect(act(page, "Ruled paper")).to_have_attribute("aria-pressed", "true")
    assert "gradient" in page.locator(".leaf").evaluate(
        "(e) => getComputedStyle(e).backgroundImage"
    )
    assert sheet(page).evaluate(SUM) == before, "the lines are part of what is read"
    act(page, "Ruled paper").click()
    expect(act(page, "Ruled paper")).to_have_attribute("aria-pressed", "false")


def test_a_kept_drawing_is_a_card_that_reads_the_same(settled):
    page = settled.page
    pen = open_pad(settled)
    page.keyboard.press("Delete")
    pen.write("42")
    expect(read(page)).to_have_text("42")
    said = page.locator("#pad .headline").inner_text()
    act(page, "Keep").click()
    expect(page.locator("#pad")).to_be_hidden()
    expect(page.locator("#draw")).to_be_focused()
    # A picture of an earlier test may still be on its way to the desk.
    card = Card(page.locator('#cards > .card[data-name^="Drawing "]').first).answered()
    assert re.fullmatch(r"Drawing \d+\.png", card.attribute("name") or "")
    assert card.locator.locator(".number").inner_text() == "42"
    assert card.sentence.split("\n")[0] == said.replace("\u00a0", " ")
    assert "PNG" in card.locator.locator(".details").inner_text()
    corner = card.photo.evaluate(
        """(image) => {
          const context = document.createElement("canvas").getContext("2d");
          context.drawImage(image, 0, 0);
          return [...context.getImageData(1, 1, 1, 1).data];
        }"""
    )
    assert corner == [255, 255, 255, 255]
    expect(settled.page.locator("#status")).to_contain_text("The number in this image is 42")
    open_pad(settled)  # with an empty sheet
    expect(act(page, "Keep")).to_be_disabled()
    page.keyboard.press("Control+z")
    expect(read(page)).to_have_text("42")
    page.keyboard.press("Delete")
    page.keyboard.press("Escape")


def test_the_pad_is_used_by_the_keyboard_alone(settled):
    page = settled.page
    page.locator("#pick").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#draw")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#pad")).to_be_visible()
    expect(sheet(page)).to_be_focused()
    page.keyboard.press("Delete")
    Pen(page, "mouse").write("7")
    expect(read(page)).to_have_text("7")
    page.keyboard.press("Escape")
    expect(page.locator("#pad")).to_be_hidden()
    expect(page.locator("#draw")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#pad")).to_be_visible()
    expect(read(page)).to_have_text("7")  # what was written is still there
    stops = set()
    for _ in range(20):
        page.keyboard.press("Tab")
        stops.add(
            page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.innerText")
        )
    assert {"Undo", "Redo", "Clear", "Fine pen", "Ruled paper", "Close", "Keep"} <= stops
    act(page, "Ruled paper").focus()
    page.keyboard.press("Enter")  # of a button that has the focus it is the key
    expect(act(page, "Ruled paper")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    count = page.locator("#cards > .card").count()
    sheet(page).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#pad")).to_be_hidden()
    expect(page.locator("#cards > .card")).to_have_count(count + 1)
    assert settled.newest().answered().digit == "7"


def test_a_newer_stroke_cancels_the_older_reading_and_there_is_no_queue(pad):
    page, pen = pad
    answers = {text: json.dumps(Numbers(text).reading("x")) for text in ("4", "42")}
    page.evaluate(BY_HAND)
    try:
        pen.stroke([(200, 100), (160, 220), (280, 220)])
        page.wait_for_function("asked.length === 1")
        for x in (240, 400, 480):
            pen.stroke([(x, 100), (x, 300)])
        pen.down((550, 100))
        page.evaluate("(json) => asked[0](json)", answers["4"])
        assert (
            page.evaluate("new Promise((done) => setTimeout(() => done(asked.length), 200))") == 1
        )
        expect(read(page)).to_be_empty()
        pen.up((550, 100))
        page.wait_for_function("asked.length === 2")
        expect(read(page)).to_be_empty()
        page.evaluate("(json) => asked[1](json)", answers["42"])
        expect(read(page)).to_have_text("42")
        assert page.evaluate("asked.length") == 2
    finally:
        page.evaluate("window.inkling = window.inklingItself")


def test_it_is_read_before_the_pictures_that_wait(pad, settled):
    page, pen = pad
    page.evaluate(
        """() => { new MutationObserver(() => {
          const text = document.querySelector("#pad .read").textContent;
          const waiting = document.querySelectorAll("#cards > [data-state=waiting]").length;
          if (text === "7") window.waitingStill ??= waiting;
        }).observe(document.querySelector("#pad .reply"), {subtree: true, childList: true}); }"""
    )
    picture = Numbers("\n".join(["12345 67890"] * 5), (1200, 900)).picture()
    settled.pick(*(file(f"many-{number}.png", picture) for number in range(12)))
    pen.write("7")
    expect(read(page)).to_have_text("7")
    assert page.evaluate("window.waitingStill") >= 4
    for number in range(12):
        settled.card(f"many-{number}.png").answered()


def test_reading_in_the_pad_counts_no_request_and_stores_nothing(visit):
    visitor = visit().open().until_ready().until_offline()
    page = visitor.page
    visitor.pick(file("before.png", encode(write(3))))
    visitor.card("before.png").answered()
    visitor.until_kept()
    stored = page.evaluate(STORED)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    pen = open_pad(visitor)
    pen.write("42")
    expect(read(page)).to_have_text("42")
    page.wait_for_timeout(2500)  # until the engine has been asked for its requests, too
    assert [each for each in asked if not each.startswith("blob:")] == []
    expect(page.locator("#requests .count")).to_have_text("0")
    expect(page.locator("#cards > .card")).to_have_count(1)
    assert page.evaluate(STORED) == stored


def test_what_is_drawn_before_the_engine_is_ready_is_read_when_it_is(visit_briefly):
    with serving() as server, held_back(server, "pyodide.asm.wasm") as release:
        visitor = visit_briefly(server.url).open()
        pen = open_pad(visitor)
        pen.write("42")
        expect(visitor.page.locator("#pad .headline")).to_contain_text(
            "as soon as the engine is ready"
        )
        assert visitor.engine == "loading"
        release.set()
        expect(read(visitor.page)).to_have_text("42", timeout=START_MS)
        visitor.page.close()


def test_a_press_before_python_is_there_opens_the_pad_when_it_is(visit_briefly):
    with serving() as server, held_back(server, "micropython.wasm") as release:
        visitor = visit_briefly(server.url).open()
        visitor.page.locator("#draw").click()
        expect(visitor.page.locator("#pad")).to_be_hidden()
        release.set()
        expect(visitor.page.locator("#pad")).to_be_visible()
        visitor.until_ready()
        visitor.page.close()


def test_the_sheet_is_sharp_on_a_dense_screen_and_keeps_strokes_in_every_size(visit_briefly):
    visitor = visit_briefly(viewport={"width": 1280, "height": 800}, device_scale_factor=2)
    page = visitor.open().page
    pen = open_pad(visitor)
    width, height = pen.size
    size = sheet(page).evaluate("(canvas) => [canvas.width, canvas.height]")
    assert size == pytest.approx([2 * width, 2 * height], abs=2)
    pen.write("1905")
    bounds, ink = sheet(page).evaluate(BOUNDS), sheet(page).evaluate(SUM)
    places = [place for stroke in written("1905", pen.size) for place in stroke]
    assert bounds[0] == pytest.approx(2 * min(x for x, _ in places), abs=12)
    assert bounds[3] == pytest.approx(2 * max(y for _, y in places), abs=12)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("document.querySelector('#pad canvas').width < 780")
    narrow = sheet(page).evaluate(BOUNDS)

    def shape(edges: list[int]) -> float:
        return (edges[2] - edges[0]) / (edges[3] - edges[1])

    assert shape(narrow) == pytest.approx(shape(bounds), rel=0.03)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_function(
        "(width) => document.querySelector('#pad canvas').width === width", arg=size[0]
    )
    assert sheet(page).evaluate(SUM) == ink
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("document.querySelector('#pad canvas').width < 780")
    visitor.until_ready()
    expect(read(page)).to_have_text("1905")
    box = frame(page.locator("#pad .boxes .strokes > rect.sure").last)
    assert 2 * (box[2] - frame(sheet(page))[0]) == pytest.approx(narrow[2], abs=25)
    # A pen writes where it is seen to be, also on what is shown smaller.
    pen.stroke([(100, 60), (140, 60)])
    assert sheet(page).evaluate(INK, [120, 60])


@pytest.fixture
def phone(visit_briefly):
    """A telephone with the pad open above a page that could be scrolled."""
    visitor = visit_briefly(**PHONE).open().until_ready()
    visitor.pick(file("below.png", encode(write(3))))
    visitor.card("below.png").answered()
    visitor.page.evaluate("scrollTo(0, 40)")
    pen = open_pad(visitor)
    yield visitor.page, pen
    visitor.page.close()


def test_a_finger_writes_and_the_page_stays_where_it_is(phone):
    page, _ = phone
    scrolled = page.evaluate("scrollY")
    for stroke in written("7", Pen(page).size, 200):
        places = [
            (x + part / 8 * (right - x), y + part / 8 * (below - y))
            for (x, y), (right, below) in pairwise(stroke)
            for part in range(9)
        ]
        finger(page, *places)
    expect(read(page)).to_have_text("7")
    finger(page, *((60, 400 - 20 * step) for step in range(18)))
    assert page.evaluate("scrollY") == scrolled
    assert sheet(page).evaluate(INK, [60, 200]), "the browser took the stroke for a gesture"


def test_a_palm_is_ignored_while_a_pen_is_used(phone):
    page, pen = phone
    pen.down((200, 100))
    pen.move((200, 160))
    finger(page, (60, 300), (80, 320), (100, 340))
    pen.move((200, 250))
    pen.up((200, 250))
    assert sheet(page).evaluate(INK, [200, 200])
    finger(page, (60, 300), (80, 320), (100, 340))  # between two strokes of the pen
    assert not sheet(page).evaluate(INK, [80, 320])
    page.keyboard.press("Control+z")
    expect(act(page, "Undo")).to_be_disabled()  # it was the only stroke


def test_a_palm_that_was_there_before_the_pen_leaves_nothing(phone):
    page, pen = phone
    finger(page, (60, 300), (80, 320), (100, 340), lift=False)
    assert sheet(page).evaluate(INK, [80, 320])
    pen.stroke([(200, 100), (200, 250)])
    assert not sheet(page).evaluate(INK, [80, 320])
    assert sheet(page).evaluate(INK, [200, 200])
    page.keyboard.press("Control+z")
    expect(act(page, "Undo")).to_be_disabled()


SIZES = [(320, 568), (390, 844), (844, 390), (320, 256), (1280, 800), (2560, 1440)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_pad_fits_every_screen(pad, size):
    page, pen = pad
    page.set_viewport_size({"width": size[0], "height": size[1]})
    pen.stroke([(60, 40), (60, 120)])
    expect(read(page)).not_to_be_empty()
    assert page.locator("#pad").evaluate("(pad) => pad.scrollWidth - pad.clientWidth") == 0
    for button in page.locator("#pad button").all():
        button.scroll_into_view_if_needed()
        left, top, right, bottom = frame(button)
        assert left >= 0
        assert right <= size[0]
        assert bottom - top >= 44
        assert right - left >= 38
        assert button.get_attribute("aria-label") or button.inner_text()
        assert button.get_attribute("title")
    _, top, _, bottom = frame(sheet(page))
    assert bottom - top >= 140


@pytest.mark.parametrize("size", [(320, 640), (390, 844)], ids=["small", "usual"])
def test_the_sheet_does_not_move_under_the_pen_whatever_is_said(pad, size):
    page, pen = pad
    page.set_viewport_size({"width": size[0], "height": size[1]})
    before = frame(sheet(page))
    first, second = written("4", pen.size, 140)
    pen.stroke(first)
    expect(page.locator("#pad .headline")).to_have_text("No digit I can read here.")
    expect(page.locator("#pad .more")).to_have_text(
        "Go on writing: it is read again after every stroke."
    )
    assert frame(sheet(page)) == before, "two lines of a reason"
    pen.stroke(second)
    expect(read(page)).to_have_text("4")
    assert frame(sheet(page)) == before


def test_the_pad_can_be_read_in_light_and_in_dark(pad):
    page, pen = pad
    page.emulate_media(reduced_motion="reduce")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.keyboard.press("Delete")
        expect(page.locator("#pad .hint")).to_be_visible()
        parts = [
            page.locator("#pad h2"),
            page.locator("#pad .hint"),
            page.locator("#pad .headline"),
        ]
        assert all(part.evaluate(CONTRAST) >= 4.5 for part in parts)
        pen.write("7")
        expect(read(page)).to_have_text("7")
        parts = [read(page), page.locator("#pad .headline"), act(page, "Keep"), act(page, "Close")]
        assert all(part.evaluate(CONTRAST) >= 4.5 for part in parts)
        # Ink is dark on light paper in either: that is what is read.
        ground = page.locator(".leaf").evaluate("(leaf) => getComputedStyle(leaf).backgroundColor")
        assert min(int(each) for each in re.findall(r"\d+", ground)) > 220
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
