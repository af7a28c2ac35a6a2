"""How a picture was read is shown to who asks.

What the page is told of a picture is made up here (`tests.browser.numbers.tell`); all that the page
makes of it is its own code in real Chromium.
"""

from playwright.sync_api import expect

from tests.browser.numbers import show, stage
from tests.handwriting import blank, encode

PICTURE = encode(blank())


def test_how_it_was_read_is_asked_for_once_and_shown(told):
    steps = [stage("ink", "Ink found", PICTURE), stage("boxes", "Digits found", PICTURE)]
    card = show(told, "47", "steps.png", traces={"steps.png": steps})
    assert told.page.evaluate("window.asked") == [["steps.png", False]]
    summary = card.get_by_text("How it was read")
    summary.click()
    expect(card.locator(".stages figcaption")).to_have_text(["Ink found", "Digits found"])
    for image in card.locator(".stages img").all():
        assert image.evaluate("async (image) => (await image.decode(), image.naturalWidth)") == 300
    expect(card.locator(".trace .note")).to_be_empty()
    summary.click()
    expect(card.locator(".stages")).to_be_hidden()
    summary.click()
    expect(card.locator(".stages")).to_be_visible()
    assert told.page.evaluate("window.asked") == [["steps.png", False], ["steps.png", True]]
    expect(card.locator(".stages li")).to_have_count(2)


def test_a_trace_that_cannot_be_had_says_why_and_can_be_asked_for_again(told):
    card = show(told, "47", "broken.png")
    told.page.evaluate(
        """() => {
          const read = window.inkling.read;
          window.inkling = {...window.inkling, read: async () => {
            window.inkling = {...window.inkling, read};
            throw Object.assign(new Error("It went wrong."), {code: "engine-failed"});
          }};
        }"""
    )
    summary = card.get_by_text("How it was read")
    summary.click()
    expect(card.locator(".trace .note")).to_have_text("It went wrong.")
    summary.click()
    summary.click()
    expect(card.locator(".trace .note")).to_have_text(
        "There are no steps to show for this picture."
    )
