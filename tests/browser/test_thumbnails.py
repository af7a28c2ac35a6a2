"""What a card keeps of a picture: a small copy, which looks as the picture does.

What a screen shows of the copy has fewer pixels; all of them are there on paper.
"""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.printing import printing
from tests.browser.visitor import READ_MS, Visitor, file
from tests.handwriting import encode, write

MOST = 1600  # pixels along the longer side of what a card shows
QUARTER_TURN = 6  # EXIF's orientation of a picture that has to be turned to the right

SHOWN = """
async (image) => {
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [8, 8];
  const context = canvas.getContext("2d", {willReadFrequently: true});
  context.drawImage(image, 0, 0, 8, 8);
  const {data} = context.getImageData(0, 0, 8, 8);
  return [[image.naturalWidth, image.naturalHeight], [...data.slice(0, 4)], [...data.slice(-4)]];
}
"""
# Pixels of a camera: decoded they are 48 MB.
CAMERA = (4000, 3000)


def shown(visitor: Visitor, name: str) -> tuple[list[int], list[int], list[int]]:
    """The size of what a card shows, and its colours at the upper left and the lower right."""
    card = visitor.card(name).answered()
    expect(card.locator.locator(".picture")).to_have_class(re.compile("shown"), timeout=READ_MS)
    with printing(visitor.page):
        size, first, last = card.photo.evaluate(SHOWN)
    return size, first, last


@pytest.mark.parametrize(
    ("size", "kept"),
    [(CAMERA, [1600, 1200]), ((600, 3200), [300, 1600]), ((1600, 40), [1600, 40])],
    ids=["camera", "tall", "small"],
)
def test_a_card_keeps_a_small_copy(settled, size, kept):
    name = f"{size[0]}.jpg"
    settled.pick(file(name, encode(Image.new("RGB", size, (200, 180, 40)), "JPEG"), "image/jpeg"))
    found, first, _ = shown(settled, name)
    assert found == kept
    assert all(abs(each - told) < 6 for each, told in zip(first, (200, 180, 40, 255), strict=True))


def test_the_copy_has_clear_ground_where_the_picture_has(settled):
    picture = Image.new("RGBA", (2400, 1800), (0, 0, 0, 0))
    picture.paste((30, 60, 90, 255), (1200, 900, 2400, 1800))
    settled.pick(file("clear.png", encode(picture)))
    size, first, last = shown(settled, "clear.png")
    assert size == [1600, 1200]
    assert first[3] == 0
    assert last[3] == 255


def test_the_copy_is_turned_as_the_picture_is(settled):
    picture = Image.new("RGB", CAMERA, "white")
    picture.paste("black", (0, 0, 2000, 3000))
    exif = Image.Exif()
    exif[0x0112] = QUARTER_TURN
    settled.pick(file("turned.jpg", encode(picture, "JPEG", exif=exif), "image/jpeg"))
    size, first, last = shown(settled, "turned.jpg")
    assert size == [1200, 1600]
    assert first[0] < 5
    assert last[0] > 250


def test_a_picture_that_no_browser_shows_keeps_others_from_nothing(settled):
    settled.pick(
        file("none.tif", b"II*\0" + bytes(400), "image/tiff"),
        file("large.png", encode(write(5).resize((2400, 2400)))),
    )
    assert shown(settled, "large.png")[0] == [1600, 1600]
    assert settled.card("large.png").digit == "5"
    expect(settled.card("none.tif").locator.locator(".picture")).to_have_class("picture")


def test_what_only_the_engine_decodes_is_shown_as_it_has_decoded_it(settled):
    """A TIFF on a card and in a list, of which Chromium shows none; and the page that was read."""
    page = settled.page
    picture = Image.new("RGB", (2400, 1800), (250, 240, 230))
    picture.paste(write(7).convert("RGB").resize((900, 900)), (300, 300))
    blank = Image.new("RGB", (2400, 1800), (20, 60, 250))
    pages = io.BytesIO()
    small = {"compression": "tiff_deflate"}
    blank.save(pages, "TIFF", save_all=True, append_images=[picture], **small)
    one = encode(picture, "TIFF", **small)
    for name, content in (("scan.tiff", one), ("pages.tiff", pages.getvalue())):
        settled.pick(file(name, content, "image/tiff"))
        card = settled.card(name).answered()
        assert card.digit == "7"
        expect(card.locator.locator(".picture")).to_have_class(re.compile("shown"))
        with printing(page):
            size, first, last = card.photo.evaluate(SHOWN)
        assert max(size) <= MOST
        assert size[0] * 3 == size[1] * 4
        assert all(abs(each - 250) < 20 for each in last[:1]), f"{name} shows another page"
        assert first[3] == 255
    page.locator("#desk [data-view=list]").click()
    for name in ("scan.tiff", "pages.tiff"):
        thumbnail = page.locator(f'.row[data-name="{name}"] canvas')
        expect(thumbnail).to_have_attribute("height", "144")
    assert "preview" not in settled.read(one)
    page.locator("#desk [data-view=cards]").click()
