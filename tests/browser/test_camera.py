"""The camera: what it sees is read while one looks through it, and its frames can be kept."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser import chromium
from tests.browser.accessible import faults
from tests.browser.film import SIZE, arguments, film
from tests.browser.numbers import Numbers
from tests.browser.test_appearance import CONTRAST, PHONE
from tests.browser.test_pad import frame
from tests.browser.test_start import held_back
from tests.browser.visitor import START_MS, Card, Visitor, file
from tests.handwriting import encode, write
from tests.serving import serving

TEXT = "42"
SWAY = 40.0  # pixels of the film

# A second camera, so that there is a choice: the first one by another number.
SECOND = """
(() => {
  const {enumerateDevices, getUserMedia} = MediaDevices.prototype;
  Object.assign(MediaDevices.prototype, {
    async enumerateDevices() {
      const second = {kind: "videoinput", deviceId: "second", label: "Second"};
      return [...await enumerateDevices.call(this), second];
    },
    async getUserMedia(constraints) {
      window.wanted = constraints.video.deviceId?.exact ?? constraints.video.facingMode.ideal;
      return getUserMedia.call(this, {video: true});
    },
  });
})();
"""

# Counts how many readings are asked for at once.
COUNT = """
() => {
  window.inklingItself ??= window.inkling;
  const itself = window.inklingItself;
  Object.assign(window, {most: 0, reads: 0});
  let now = 0;
  const read = async (...given) => {
    window.most = Math.max(window.most, ++now);
    try { return await itself.read(...given); } finally { now -= 1; window.reads += 1; }
  };
  window.inkling = {get ready() { return itself.ready; }, read};
}
"""
# Gives this reading for every frame.
TELL = """
(json) => {
  window.inklingItself ??= window.inkling;
  const read = async () => JSON.parse(json);
  window.inkling = {get ready() { return window.inklingItself.ready; }, read};
}
"""
# Every picture looks as grey and as still as the next.
REST = """
() => {
  const {prototype} = CanvasRenderingContext2D;
  window.lookItself = prototype.getImageData;
  prototype.getImageData = (x, y, width, height) =>
    ({width, height, data: new Uint8ClampedArray(4 * width * height).fill(200)});
}
"""
NO_REST = "() => { CanvasRenderingContext2D.prototype.getImageData = window.lookItself; }"

ITSELF = "() => { window.inkling = window.inklingItself ?? window.inkling; }"

# The camera that is shown, kept to see what becomes of it.
TRACK = "window.track = document.querySelector('#viewfinder video').srcObject.getVideoTracks()[0]"
IS_ON = "window.track.readyState === 'live'"
IS_OFF = "window.track.readyState === 'ended'"
# Milliseconds: a dialog tells of its end in a task of its own, after it is out of sight.
AT_ONCE_MS = 1000

REFUSE = """
([name, message]) => {
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException(message, name));
}
"""
ALLOW = "delete navigator.mediaDevices.getUserMedia"

HIDE = """
(state) => {
  const hidden = () => state === "hidden";
  Object.defineProperty(document, "hidden", {configurable: true, get: hidden});
  document.dispatchEvent(new Event("visibilitychange"));
}
"""
NO_CAMERA = "Object.defineProperty(Navigator.prototype, 'mediaDevices', {value: undefined});"
TORCH = """
() => {
  window.lit = [];
  MediaStreamTrack.prototype.getCapabilities = () => ({torch: true});
  MediaStreamTrack.prototype.applyConstraints =
    async ({advanced: [{torch}]}) => { lit.push(torch); };
}
"""


@pytest.fixture(scope="module")
def seeing(browser, tmp_path_factory, outside):
    """A Chromium with a camera that sees a number on paper; a permission has to be given."""
    path = film(tmp_path_factory.mktemp("film") / "number.mjpeg", TEXT, SWAY)
    seeing = browser.browser_type.launch(
        executable_path=chromium.executable(),
        args=[*arguments(path), chromium.QUICK, outside.argument],
    )
    yield seeing
    seeing.close()


def come(browser: Browser, url: str, watched: list[Visitor], **options: Any) -> Visitor:
    """Come as a new visitor who allows the camera."""
    # To keep the page is as much work as its start.
    options = {"service_workers": "block", **options}
    context = browser.new_context(permissions=["camera"], **options)
    visitor = Visitor(context, url)
    watched.append(visitor)
    return visitor


@pytest.fixture(scope="module")
def _looker(seeing, server, watched):
    visitor = come(seeing, server.url, watched, service_workers="allow")
    visitor.page.add_init_script(SECOND)
    visitor.open().until_ready().until_offline()
    visitor.pick(file("before.png", encode(write(3))))
    visitor.card("before.png").answered()
    visitor.until_kept()
    yield visitor
    visitor.page.context.close()


@pytest.fixture
def looker(_looker):
    """Someone at a page that is ready, with a camera; it is closed afterwards."""
    yield _looker
    page = _looker.page
    page.evaluate(ITSELF)
    page.evaluate(ALLOW)
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 720})


def dialog(page: Page) -> Locator:
    return page.locator("#viewfinder")


def headline(page: Page) -> Locator:
    return page.locator("#viewfinder .headline")


def hitch(page: Page) -> Locator:
    """The sentence that stands where there is no picture."""
    return page.locator("#viewfinder .hitch p")


def act(page: Page, name: str) -> Locator:
    return dialog(page).get_by_role("button", name=name, exact=True)


def look(page: Page) -> None:
    """Open the camera and wait until it is read."""
    page.locator("#camera").click()
    expect(dialog(page)).to_have_attribute("data-state", "shown")
    expect(page.locator("#viewfinder .read")).to_have_text(TEXT)
    page.evaluate(TRACK)


def test_a_moving_number_is_read_live_and_nothing_is_laid_stored_or_asked_for(looker):
    page = looker.page
    cards = page.locator("#cards > .card").count()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(COUNT)
    look(page)
    expect(headline(page)).to_contain_text("The number in this image is 42")
    expect(page.locator("#viewfinder .more")).to_have_text("Take the picture to keep it.")
    expect(page.locator("#viewfinder .said")).to_contain_text("42")
    labels = page.locator("#viewfinder .labels text")
    expect(labels).to_have_text(["4", "2"])
    # The boxes lie over the picture, which is drawn smaller than it is, and go with it.
    video = frame(page.locator("#viewfinder video"))
    scale = min((video[2] - video[0]) / SIZE[0], (video[3] - video[1]) / SIZE[1])
    left = (video[0] + video[2] - scale * SIZE[0]) / 2
    top = (video[1] + video[3] - scale * SIZE[1]) / 2
    sheet = (SIZE[0] + 2 * round(SWAY), SIZE[1] + 2 * round(SWAY))
    written = Numbers(TEXT, sheet).reading("film")["lines"][0]["digits"]
    edges = set()
    for _ in range(4):
        reads = page.evaluate("reads")
        page.wait_for_function("(reads) => window.reads > reads + 1", arg=reads)
        rects = page.locator("#viewfinder .boxes .strokes > rect.sure")
        boxes = page.evaluate(
            """() => [...document.querySelectorAll("#viewfinder .boxes .strokes > rect.sure")].map(
              (rect) => { const box = rect.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2]; })"""
        )
        assert len(boxes) == rects.count() == 2
        for (x, y), digit in zip(boxes, written, strict=True):
            box = digit["box"]
            middle = (box[0] + box[2] / 2 - SWAY, box[1] + box[3] / 2 - SWAY)
            assert (x - left) / scale == pytest.approx(middle[0], abs=SWAY + 20)
            assert (y - top) / scale == pytest.approx(middle[1], abs=SWAY + 20)
        edges.add(tuple(boxes[0]))
    assert len(edges) > 1, "the boxes stand still while the number moves"
    page.wait_for_timeout(2500)  # until the engine has been asked for its requests, too
    assert page.evaluate("most") == 1, "more than one frame is read at once"
    assert [each for each in asked if not each.startswith("blob:")] == []
    expect(page.locator("#requests .count")).to_have_text("0")
    assert page.locator("#cards > .card").count() == cards


def test_the_shutter_lays_whole_frames_on_the_desk(looker):
    page = looker.page
    look(page)
    cards = page.locator("#cards > .card").count()
    expect(page.locator("#viewfinder .see")).to_be_hidden()
    act(page, "Take the picture").click()
    expect(page.locator("#viewfinder .said")).to_have_text(re.compile(r"Photo \d+ is on the desk"))
    act(page, "Take the picture").click()
    expect(dialog(page)).to_be_visible()
    act(page, "See 2 photos on the desk").click()
    expect(dialog(page)).to_be_hidden()
    page.wait_for_function(IS_OFF, timeout=AT_ONCE_MS)
    expect(page.locator("#cards > .card")).to_have_count(cards + 2)
    card = Card(page.locator("#cards > .card").first).answered()
    assert re.fullmatch(r"Photo \d+\.jpg", card.attribute("name") or "")
    assert card.locator.locator(".number").inner_text() == TEXT
    details = card.locator.locator(".details").inner_text().replace("\u00a0", " ")
    assert f"{SIZE[0]} \u00d7 {SIZE[1]} JPEG" in details


def test_nothing_keeps_anybody_from_using_the_camera(looker):
    page = looker.page
    page.emulate_media(reduced_motion="reduce")
    look(page)
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    page.evaluate(REFUSE, ["NotAllowedError", ""])
    page.locator("#camera").click()
    expect(hitch(page)).to_be_visible()
    assert faults(page) == []
    page.emulate_media(reduced_motion="no-preference")


def test_the_camera_is_used_by_the_keyboard_alone_and_let_go_at_the_end(looker):
    page = looker.page
    page.locator("#draw").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#camera")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog(page)).to_have_attribute("data-state", "shown")
    page.evaluate(TRACK)
    expect(act(page, "Take the picture")).to_be_focused()
    cards = page.locator("#cards > .card").count()
    page.keyboard.press("Enter")
    expect(page.locator("#cards > .card")).to_have_count(cards + 1)
    stops = set()
    for _ in range(8):
        page.keyboard.press("Tab")
        stops.add(page.evaluate("document.activeElement.ariaLabel"))
    assert {"Take the picture", "See 1 photo on the desk", "Which camera", "Close"} <= stops
    assert page.evaluate(IS_ON)
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(page.locator("#camera")).to_be_focused()
    page.wait_for_function(IS_OFF, timeout=AT_ONCE_MS)
    looker.newest().answered()


def test_one_of_several_cameras_is_chosen(looker):
    page = looker.page
    look(page)
    choice = page.locator("#viewfinder select")
    expect(choice).to_be_visible()
    assert page.evaluate("wanted") == "environment"  # the one that looks away from the visitor
    assert choice.input_value() == page.evaluate("track.getSettings().deviceId")
    choice.select_option("Second")
    page.wait_for_function("wanted === 'second'")
    assert not page.evaluate(IS_ON), "the first one is still on"
    expect(dialog(page)).to_have_attribute("data-state", "shown")
    expect(choice).to_have_value("second")
    expect(act(page, "Light")).to_be_hidden()  # these have none


def test_a_light_is_turned_on_and_off_where_there_is_one(looker):
    page = looker.page
    page.evaluate(TORCH)
    look(page)
    expect(act(page, "Light")).to_have_attribute("aria-pressed", "false")
    act(page, "Light").click()
    expect(act(page, "Light")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("l")
    expect(act(page, "Light")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("lit") == [True, False]


def test_the_camera_is_let_go_when_the_page_is_hidden_and_started_again(looker):
    page = looker.page
    look(page)
    page.evaluate(HIDE, "hidden")
    assert not page.evaluate(IS_ON)
    page.evaluate(HIDE, "visible")
    expect(hitch(page)).to_contain_text("let go while this page was out of sight")
    expect(act(page, "Take the picture")).to_be_disabled()
    expect(page.locator("#viewfinder .boxes")).to_be_hidden()
    act(page, "Start the camera").click()
    expect(dialog(page)).to_have_attribute("data-state", "shown")
    expect(hitch(page)).to_be_hidden()
    expect(page.locator("#viewfinder .read")).to_have_text(TEXT)


def test_a_camera_that_stops_or_gives_no_picture_is_told(looker):
    page = looker.page
    look(page)
    page.evaluate("track.dispatchEvent(new Event('mute'))")
    expect(hitch(page)).to_contain_text("gives no picture at the moment")
    page.evaluate("track.dispatchEvent(new Event('unmute'))")
    expect(hitch(page)).to_be_hidden()
    page.evaluate("track.dispatchEvent(new Event('ended'))")
    expect(hitch(page)).to_contain_text("unplugged, or another program took it")
    expect(act(page, "Start the camera")).to_be_focused()


def test_why_there_is_no_camera_is_told_with_what_would_help(looker):
    page = looker.page
    page.context.clear_permissions()
    page.locator("#camera").click()
    expect(hitch(page)).to_contain_text("not allowed to use the camera")
    page.keyboard.press("Escape")
    page.context.grant_permissions(["camera"])
    for name, message, sentence in (
        ("NotAllowedError", "Permission denied by system", "privacy settings"),
        ("NotFoundError", "", "No camera was found"),
        ("NotReadableError", "Device in use", "another program or page may be using it"),
        ("TypeError", "", "could not be started"),
    ):
        page.evaluate(REFUSE, [name, message])
        page.locator("#camera").click()
        expect(hitch(page)).to_contain_text(sentence)
        expect(act(page, "Try again")).to_be_focused()
        expect(act(page, "Take the picture")).to_be_disabled()
        page.keyboard.press("Escape")
    page.locator("#camera").click()
    with page.expect_file_chooser():
        act(page, "Choose a picture").click()
    expect(dialog(page)).to_be_hidden()
    page.locator("#camera").click()
    expect(hitch(page)).to_contain_text("could not be started")
    page.evaluate(ALLOW)
    act(page, "Try again").click()
    expect(page.locator("#viewfinder .read")).to_have_text(TEXT)


def test_a_hint_says_what_would_help_and_marks_stand_over_what_is_in_doubt(looker):
    page = looker.page
    reading = Numbers("7", SIZE).reading("frame", {0: {"sure": False, "confidence": 0.6}})
    nothing = {**reading, "verdict": "nothing", "text": "", "lines": [], "reason": "too-small"}
    page.evaluate(TELL, json.dumps(nothing))
    page.locator("#camera").click()
    expect(headline(page)).to_have_text("Hold still.")
    page.evaluate(REST)
    expect(headline(page)).to_have_text("Go closer, so that the writing fills the picture.")
    page.evaluate(TELL, json.dumps({**nothing, "reason": "too-faint"}))
    expect(headline(page)).to_contain_text("use a darker pen, or more light")
    page.evaluate(TELL, json.dumps(reading))
    expect(page.locator("#viewfinder .more")).to_have_text("Hold still.")
    expect(page.locator("#viewfinder .labels .doubtful")).to_have_text("7?")
    page.evaluate(NO_REST)


def test_pressed_before_python_is_there_it_opens_and_reads_when_the_engine_is_ready(
    seeing, watched
):
    with serving() as server, held_back(server, "pyodide.asm.wasm") as release:
        visitor = come(seeing, server.url, watched, **PHONE)
        page = visitor.page
        held: list[Route] = []
        # Playwright marks what it is given, and a list's own method cannot be marked.
        page.route("**/micropython.wasm", lambda route: held.append(route))  # noqa: PLW0108
        visitor.open()
        page.locator("#camera").click()
        expect(dialog(page)).to_be_hidden()
        while not held:  # until it is asked for
            page.wait_for_timeout(50)
        held[0].continue_()
        expect(headline(page)).to_contain_text("as soon as the engine is ready")
        act(page, "Take the picture").click()
        expect(page.locator('#cards > .card[data-name="Photo 1.jpg"]')).to_have_attribute(
            "data-state", "waiting"
        )
        assert visitor.engine == "loading"
        release.set()
        expect(page.locator("#viewfinder .read")).to_have_text(TEXT, timeout=START_MS)
        page.keyboard.press("Escape")
        visitor.card("Photo 1.jpg").answered()
        page.context.close()


def test_where_pages_get_no_camera_the_device_s_own_is_opened(seeing, watched):
    with serving() as server, held_back(server, "micropython.wasm") as release:
        visitor = come(seeing, server.url, watched)
        page = visitor.page
        page.add_init_script(NO_CAMERA)
        visitor.open()
        for number in range(2):
            with page.expect_file_chooser() as chosen:
                page.locator("#camera").click()
            snap = chosen.value.element
            assert snap.get_attribute("capture") == "environment"
            chosen.value.set_files(file(f"snap-{number}.png", encode(write(5))))
            expect(page.locator(f'#cards > .card[data-name="snap-{number}.png"]')).to_be_visible()
            release.set()
            visitor.until_ready()
        expect(dialog(page)).to_be_hidden()
        for number in range(2):
            assert visitor.card(f"snap-{number}.png").answered().digit == "5"
        page.context.close()


SIZES = [(320, 568), (390, 844), (844, 390), (320, 256), (1280, 800), (2560, 1440)]


def test_it_fits_every_screen_and_can_be_read_in_light_and_in_dark(looker):
    page = looker.page
    look(page)
    act(page, "Take the picture").click()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert dialog(page).evaluate("(all) => all.scrollWidth - all.clientWidth") == 0
        controls = dialog(page).locator("button:visible, select:visible").all()
        assert len(controls) >= 4
        for control in controls:
            control.scroll_into_view_if_needed()
            left, top, right, bottom = frame(control)
            assert left >= 0
            assert right <= width
            assert bottom - top >= 44
            assert right - left >= 44
            assert control.get_attribute("title") or control.inner_text()
        _, top, _, bottom = frame(page.locator("#viewfinder .view"))
        assert bottom - top >= 140
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for part in ("h2", ".headline", ".more", ".read", ".see", "select"):
            assert page.locator(f"#viewfinder {part}").evaluate(CONTRAST) >= 4.5, part
        page.evaluate("track.dispatchEvent(new Event('ended'))")
        for part in (".hitch p", "[data-act=start]", "[data-act=pick]"):
            assert page.locator(f"#viewfinder {part}").evaluate(CONTRAST) >= 4.5, part
        act(page, "Start the camera").click()
        expect(page.locator("#viewfinder .read")).to_have_text(TEXT)
        page.evaluate(TRACK)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.keyboard.press("Escape")
    looker.newest().answered()
