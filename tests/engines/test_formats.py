"""What an engine shows is read in it, and boxes lie on the digits where it shows them."""

import base64

import numpy as np
import pytest
from PIL import Image

from tests.handwriting import Sheet, encode, write
from tests.shown import SHOWN

ORIENTATION = 0x0112  # the EXIF tag
AT = (0.3, 0.4)  # where the digit stands: in no middle
NEAR = 6  # pixels between a box and the ink's bounds

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><path fill="none" '
    b'stroke="#fff" stroke-width="26" d="M100 60h120l-80 190"/></svg>'
)


def stored(orientation):
    """A picture that is upright once its orientation is heeded."""
    back = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90}[orientation]
    return write(4, Sheet(size=(400, 300)), centre=AT).transpose(back)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", [3, 6])
def test_the_box_lies_on_the_digit_as_it_is_shown(settled, kind, orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    content = encode(stored(orientation), kind, exif=exif)
    shown = settled.browser.ask(
        f"return await ({SHOWN})(arguments[0])", base64.b64encode(content).decode()
    )
    if shown is None:
        card = settled.pick(f"unseen-{orientation}.{kind}", content)
        assert (card["state"], card["code"]) == ("failed", "not-an-image")
        assert kind in card["sentence"]
        return

    reading = settled.read(content)

    upright = shown["size"] == [400, 300] and shown["box"][0] < 200
    if kind == "AVIF" and not upright:
        # WebKitGTK heeds no orientation of AVIF, and what it shows is all that is known of one.
        assert [reading["source"]["width"], reading["source"]["height"]] == shown["size"]
        return
    assert reading["text"] == "4"
    assert [reading["source"]["width"], reading["source"]["height"]] == shown["size"]
    x, y, width, height = reading["lines"][0]["digits"][0]["box"]
    assert np.abs(np.subtract((x, y, x + width, y + height), shown["box"])).max() <= NEAR


def test_a_drawing_is_read_on_the_paper_on_which_it_is_seen(settled):
    reading = settled.read(DRAWING)

    assert reading["text"] == "7"
    source = reading["source"]
    assert (source["width"], source["format"], source["paper"]) == (300, "SVG", "black")


def test_a_document_is_read_on_the_page_that_has_ink(settled):
    paper = Image.new("RGB", (300, 300), "white")
    content = encode(paper, "TIFF", save_all=True, append_images=[write(7)],
                     compression="tiff_adobe_deflate")  # fmt: skip

    card = settled.pick("two.tiff", content)

    assert card["digit"] == "7"
    assert "page 2 of 2" in card["sentence"]
