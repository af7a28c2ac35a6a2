"""The drawing pad in three engines: what is written there is read, and can be kept."""

import time

from tests.browser.pen import written
from tests.engines.driven import ANSWER_SECONDS
from tests.engines.guest import POLL_SECONDS, Guest

OPEN = """
  document.getElementById("draw").click();
  while (!document.getElementById("pad").open) await new Promise((done) => setTimeout(done, 50));
  const {width, height} = document.querySelector("#pad canvas").getBoundingClientRect();
  return [width, height];
"""
# Writes strokes, each a list of places from the sheet's left and top, as a pen's events tell them.
WRITE = """
  const sheet = document.querySelector("#pad canvas");
  const {left, top} = sheet.getBoundingClientRect();
  const tell = (type, [x, y]) => sheet.dispatchEvent(new PointerEvent(type, {bubbles: true,
    pointerId: 9, pointerType: "pen", pressure: 0.5, clientX: left + x, clientY: top + y}));
  for (const stroke of arguments[0]) {
    tell("pointerdown", stroke[0]);
    for (const place of stroke.slice(1)) tell("pointermove", place);
    tell("pointerup", stroke.at(-1));
  }
"""
ANSWER = "return document.querySelector('#pad .read').textContent;"
KEEP = "document.querySelector('#pad .keep').click();"
IS_OPEN = "return document.getElementById('pad').open;"
# What the newest card says, once it is done.
KEPT = """
  const card = document.querySelector("#cards > .card[data-state=done]:first-child");
  return card ? [card.dataset.name, card.querySelector(".number").textContent] : null;
"""


def until(guest: Guest, script: str, answer: object) -> None:
    """Wait until a script of the page gives this answer."""
    end = time.monotonic() + ANSWER_SECONDS
    while (given := guest.browser.ask(script)) != answer:
        assert time.monotonic() < end, f"{given!r} after {ANSWER_SECONDS} s"
        time.sleep(POLL_SECONDS)


def test_a_number_that_is_drawn_is_read_and_kept(settled):
    size = settled.browser.ask(OPEN)
    settled.browser.ask(WRITE, written("42", size, height=min(size) / 3))
    until(settled, ANSWER, "42")
    settled.browser.ask(KEEP)
    until(settled, IS_OPEN, answer=False)
    until(settled, KEPT, ["Drawing 1.png", "42"])
