"""A look inside the network: its layers as they are, and what speaks for the answer."""

import base64
import io
import json
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from engine.anatomy import Anatomy
from engine.contribution import contributions
from serve import SITE
from tests.browser.test_appearance import CONTRAST, NARROW, OVERFLOW
from tests.browser.visitor import file
from tests.handwriting import encode, write
from tests.network import Graph, shipped

CLASSIFIER = SITE / "model" / "classifier"
CHANNELS = [16, 32, 40, 48, 64, 60, 60]

MAPS = "(row) => row.style.getPropertyValue('--maps').match(/base64,([^\"')]+)/)[1]"
# Whether a canvas shows anything: the deviation of its grey levels.
DEVIATION = """
(canvas) => {
  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const levels = Array.from(data).filter((_, at) => at % 4 === 0);
  const mean = levels.reduce((sum, each) => sum + each, 0) / levels.length;
  return Math.sqrt(levels.reduce((sum, each) => sum + (each - mean) ** 2, 0) / levels.length);
}
"""


def as_the_model_has_it(pixels):
    """The layers' fields and the logits of a picture, by numpy; and what the places add."""
    card = shipped().card
    anatomy = Anatomy.parse(
        (CLASSIFIER / card.graph_file).read_bytes(), (CLASSIFIER / card.weights_file).read_bytes()
    )
    given = pixels.astype(np.float32)[None, ..., None]
    names = [*(layer.tensor for layer in anatomy.layers), anatomy.gathered, anatomy.logits]
    *fields, logits = Graph(CLASSIFIER, card).run(given, *names)
    places, constants = contributions(fields[-2][0], anatomy)
    return [each[0] for each in fields], logits[0], places, constants


def numbers(text):
    """The signed numbers in a text."""
    return [float(each.replace("\u2212", "-")) for each in re.findall(r"[+\u2212]\d+\.\d", text)]


@pytest.fixture
def looked(settled):
    """A card with a 7, and the sheet that its button has opened; closed when the test is over."""
    settled.pick(file("inside.png", encode(write(7))))
    card = settled.card("inside.png").answered()
    card.locator.get_by_role("button", name="Look inside the network").focus()
    settled.page.keyboard.press("Enter")
    sheet = settled.page.locator("#inside")
    expect(sheet).to_have_attribute("data-shown", "")
    yield card, sheet
    sheet.evaluate("(each) => each.close()")


def test_each_layer_s_pictures_are_the_model_s_own_tensors_and_one_is_large(looked, settled):
    card, sheet = looked
    expect(sheet.get_by_role("heading", level=2)).to_have_text("How the network reads this 7")
    fields, logits, _, _ = as_the_model_has_it(card.network_input)
    rows = sheet.locator(".layers > ol > li")
    expect(rows).to_have_count(len(CHANNELS) + 2)
    for row, field, channels in zip(rows.all()[1:-1], fields, CHANNELS, strict=True):
        expect(row.get_by_role("option")).to_have_count(channels)
        assert len(row.locator(".does").inner_text()) > 40
        strip = np.asarray(Image.open(io.BytesIO(base64.b64decode(row.evaluate(MAPS)))))
        side = field.shape[0]
        assert strip.shape == (channels * side, side)
        found = strip.reshape(channels, side, side).transpose(1, 2, 0)
        assert np.abs(found - 255 * np.sqrt(field / field.max())).max() <= 1
    scores = rows.last.locator("tbody tr")
    expect(scores).to_have_count(11)
    expect(scores.nth(7)).to_have_class("best")
    score = float(scores.nth(7).locator("td").nth(1).inner_text())
    assert score == pytest.approx(logits[7], abs=0.051)

    # The brightest first, then where the pointer or the keys are.
    row = rows.nth(1)
    strongest = int(fields[0].max(axis=(0, 1)).argmax())
    expect(row.locator(".which")).to_have_text(f"Picture {strongest + 1} of 16, the brightest")
    row.get_by_role("option").nth(4).hover()
    expect(row.locator(".which")).to_contain_text("Picture 5 of 16")
    row.get_by_role("listbox").focus()
    settled.page.keyboard.press("ArrowRight")
    expect(row.locator(".which")).to_contain_text("Picture 6 of 16")
    expect(row.get_by_role("option", selected=True)).to_have_attribute("aria-label", "6 of 16")
    settled.page.keyboard.press("End")
    expect(row.locator(".which")).to_contain_text("Picture 16 of 16")


def test_what_the_places_add_comes_to_the_difference_of_two_scores(looked):
    card, sheet = looked
    _, logits, places, constants = as_the_model_has_it(card.network_input)
    why = sheet.locator(".rivals")
    select = why.get_by_label("The other answer")
    expect(select).to_have_value(
        str(max((each for each in range(10) if each != 7), key=logits.item))
    )
    for other in (1, 3):
        select.select_option(str(other))
        added = places[..., 7] - places[..., other]
        told = numbers(why.locator(".total").inner_text())
        constant = constants[7] - constants[other]
        expected = [added[added > 0].sum(), added[added < 0].sum(), constant]
        assert told == pytest.approx([*expected, logits[7] - logits[other]], abs=0.051)
        expect(why.locator(".spoken")).to_contain_text(re.compile("speaks? for 7"))
        expect(why.locator(".against")).to_have_text(f"speaks for {other}")
        seen = np.abs(added) >= 0.02 * np.abs(added).max()
        for marks, sign in (("pro", 1), ("con", -1)):
            here = why.locator(f".seen-by-it .paint .{marks}")
            assert here.count() == int((seen & (sign * added > 0)).sum())
    expect(why.locator(".as-taken")).to_be_visible()
    for canvas in why.locator("canvas").all():
        assert canvas.evaluate(DEVIATION) > 20


def test_the_sheet_fits_and_asks_nothing_of_the_server(looked, settled):
    card, sheet = looked
    page = settled.page
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    button = card.locator.get_by_role("button", name="Look inside the network")
    expect(button).to_be_focused()
    expect(sheet.locator(".layers li")).to_have_count(0)
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    before = page.viewport_size
    page.set_viewport_size(NARROW)
    button.click()
    expect(sheet).to_have_attribute("data-shown", "")
    assert not [url for url in asked if not url.startswith(("blob:", "data:"))]
    assert page.evaluate(OVERFLOW) == 0
    assert sheet.evaluate("(each) => each.scrollWidth - each.clientWidth") == 0
    page.emulate_media(reduced_motion="reduce")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function("document.getAnimations().length === 0")
        for part in ("h2", "h3", "h4", ".does", ".which", ".total", ".about", "td", "select"):
            assert sheet.locator(part).last.evaluate(CONTRAST) >= 4.5, f"{part} in {scheme}"
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.set_viewport_size(before)


def test_of_several_digits_the_chosen_one_is_looked_at(settled):
    image = Image.new("RGB", (600, 300), (238, 236, 230))
    image.paste(write(3), (0, 0))
    image.paste(write(8), (300, 0))
    settled.pick(file("two.png", encode(image)))
    card = settled.card("two.png").answered()
    for index, digit in enumerate("38"):
        card.locator.get_by_role("option", name=f"digit {index + 1} of 2").click(force=True)
        card.locator.get_by_role("button", name="Look inside").click()
        sheet = settled.page.locator("#inside")
        expect(sheet).to_have_attribute("data-shown", "")
        expect(sheet.locator("h3").first).to_contain_text(f"Why {digit} and not")
        sheet.get_by_role("button", name="Close").click()


def test_this_device_is_checked_against_keras(settled):
    page = settled.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#device summary").click()
    check = page.locator("#check")
    check.get_by_role("button", name="Check this device").click()
    expect(check.locator(".found")).to_contain_text("100 of 100 digits right, 100 as Keras")
    report = json.loads(check.locator(".report").inner_text())
    assert report["largest_difference"] <= 1e-3
    assert 0 < report["milliseconds"]["median"] <= report["milliseconds"]["percentile_95"]
    assert report["start"] == settled.start
    assert report["version"] in (SITE / "inventory.js").read_text(encoding="utf-8")
    assert report["browser"].startswith("Chrome ")
    assert report["model"] == shipped().card.weights_sha256[:12]
    check.get_by_role("button", name="Copy the report").click()
    expect(check.locator(".note")).to_have_text("Copied")
    assert json.loads(page.evaluate("navigator.clipboard.readText()")) == report
    page.evaluate("document.getElementById('device').open = false")
