"""What a browser shows is read, from odd files and formats that only the browser decodes."""

import base64

import numpy as np
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import expect

from tests.browser.visitor import Refused, file
from tests.expected import FAULTS, expected
from tests.handwriting import Sheet, encode, write
from tests.shown import SHOWN

EXPECTED = expected("files")

# Whether this browser decodes a file at all: some decode JPEG XL and HEIC, most do not.
DECODES = """
(content) => {
  const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
  return createImageBitmap(new Blob([bytes])).then(() => true, () => false);
}
"""

# Notes the widest canvas that the worker draws on from now on.
WIDEST = """(() => {
  self.widest = 0;
  const open = OffscreenCanvas.prototype.getContext;
  OffscreenCanvas.prototype.getContext = function (...given) {
    self.widest = Math.max(self.widest, this.width);
    return open.apply(this, given);
  };
})()"""

UPRIGHT_BOX = 3  # pixels by which a box may be larger than the ink


def content_of(name):
    return (FAULTS / "files" / name).read_bytes()


def engine(visitor):
    """The worker that reads; others make snapshots."""
    return [each for each in visitor.page.workers if each.url.startswith("blob:")][-1]


def shows(visitor, content):
    return visitor.page.evaluate(SHOWN, base64.b64encode(content).decode())


def decodes(visitor, content):
    return visitor.page.evaluate(DECODES, base64.b64encode(content).decode())


@pytest.mark.parametrize("name", [name for name in EXPECTED if EXPECTED[name][0].isdigit()])
def test_a_file_is_read_as_its_list_says(settled, name):
    settled.pick(file(name, content_of(name), "image/svg+xml" if "svg" in name else ""))
    card = settled.card(name).answered()

    assert (card.attribute("state"), card.digit) == ("done", EXPECTED[name][0])
    assert card.attribute("verdict") == "digit"


@pytest.mark.parametrize(("name", "word"), [("rgb-lzma.tiff", "LZMA"), ("photo.jxl", "JPEG XL")])
def test_what_nobody_decodes_is_named(settled, name, word):
    content = content_of(name)
    if decodes(settled, content):
        assert settled.read(content)["text"] == "5"
        return
    with pytest.raises(Refused) as refused:
        settled.read(content, name)
    assert refused.value.code == "not-an-image"
    assert word in refused.value.message
    assert "PNG or JPEG" in refused.value.message


@pytest.mark.parametrize("name", ["exif-3.webp", "exif-6.webp", "xmp-only-6.jpg", "photo.avif"])
def test_the_box_lies_on_the_digit_as_it_is_shown(settled, name):
    content = content_of(name)
    shown = shows(settled, content)

    reading = settled.read(content, name)

    assert [reading["source"]["width"], reading["source"]["height"]] == shown["size"]
    x, y, width, height = reading["lines"][0]["digits"][0]["box"]
    assert np.abs(np.subtract((x, y, x + width, y + height), shown["box"])).max() <= UPRIGHT_BOX


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_the_box_lies_on_the_digit_wherever_it_stands(settled, kind, orientation):
    back = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90,
            8: Image.Transpose.ROTATE_270}[orientation]  # fmt: skip
    stored = write(4, Sheet(size=(400, 300)), centre=(0.3, 0.4)).transpose(back)
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = encode(stored, kind, exif=exif)
    shown = shows(settled, content)

    reading = settled.read(content)

    assert reading["text"] == "4"
    assert [reading["source"]["width"], reading["source"]["height"]] == shown["size"]
    x, y, width, height = reading["lines"][0]["digits"][0]["box"]
    assert np.abs(np.subtract((x, y, x + width, y + height), shown["box"])).max() <= 2 * UPRIGHT_BOX


def test_what_only_the_browser_knows_is_read(settled):
    content = bytearray(content_of("icon.ico"))
    content[2] = 2  # a mouse pointer, which differs from an icon in this byte
    content[10:14] = bytes(4)  # and has a hot spot instead of a depth
    assert decodes(settled, bytes(content))

    reading = settled.read(bytes(content))

    assert (reading["text"], reading["source"]["format"]) == ("5", "other")


def test_a_large_picture_of_the_browser_s_own_knows_its_size(settled):
    image = write(5).resize((6000, 4500))
    worker = engine(settled)
    worker.evaluate(WIDEST)

    reading = settled.read(encode(image, "AVIF", speed=10, quality=60))

    assert worker.evaluate("self.widest") == 4096
    assert reading["source"] == {"name": None, "width": 6000, "height": 4500, "format": "AVIF"}
    x, y, width, height = reading["lines"][0]["digits"][0]["box"]
    rows, columns = np.nonzero(np.asarray(image.convert("L")) < 128)
    wanted = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert np.abs(np.subtract((x, y, x + width, y + height), wanted)).max() <= 120


@pytest.mark.parametrize(
    ("name", "words"),
    [("multi-page.tiff", "page 1 of 3"), ("multi-page-blank-first.tiff", "page 2 of 2")],
)
def test_the_card_says_which_page_was_read(settled, name, words):
    settled.pick(file(name, content_of(name), "image/tiff"))

    assert words in settled.card(name).answered().sentence


def test_the_card_says_where_a_part_is_missing(settled):
    noise = np.random.default_rng(3).integers(0, 9, (300, 300, 3))
    image = np.asarray(write(5).convert("RGB")) // 2 + 100 + noise

    content = encode(Image.fromarray(image.astype(np.uint8)), "JPEG", quality=95)

    settled.pick(file("cut.jpg", content[: int(0.98 * len(content))], "image/jpeg"))

    assert "missing" in settled.card("cut.jpg").answered().sentence


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), [("white", (0, 0, 0)), ("black", (255, 255, 255))])
def test_the_card_shows_ink_on_a_clear_ground_on_its_paper(settled, scheme, ink, paper):

    clear = Image.new("RGBA", (300, 300), ink)
    clear.putalpha(ImageChops.invert(write(5).convert("L")))
    name = f"{ink}-{scheme}.png"
    settled.page.emulate_media(color_scheme=scheme)
    settled.pick(file(name, encode(clear)))
    card = settled.card(name).answered()

    colour = card.photo.evaluate("(photo) => getComputedStyle(photo).backgroundColor")

    settled.page.emulate_media(color_scheme="light")
    assert card.digit == "5"
    assert colour == f"rgb{paper}"


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="100%" height="100%" fill="#fff"/>'
    '{more}<path d="{path}" fill="none" stroke="#111" stroke-width="26"/></svg>'
)
SEVEN = "M100 60h120l-80 190"


@pytest.mark.parametrize(("mode", "kind"), [("1", "PNG"), ("L", "PNG"), ("L", "TIFF")])
def test_a_scan_of_139_megapixels_is_read(settled, mode, kind):
    page = Image.new(mode, (9921, 14031), 1 if mode == "1" else 255)
    page.paste(write(5).convert("L").resize((2000, 2000)).convert(mode), (500, 500))
    options = {"compress_level": 1} if kind == "PNG" else {"compression": "tiff_adobe_deflate"}

    reading = settled.read(encode(page, kind, **options))

    assert reading["text"] == "5"
    assert (reading["source"]["width"], reading["source"]["height"]) == page.size


def test_an_svg_runs_nothing_and_loads_nothing(settled):
    more = (
        '<script>document.documentElement.dataset.ran = fetch("/ran")</script>'
        '<image href="http://example.org/leak.png" width="9" height="9"/>'
    )
    content = SVG.format(size='width="300" height="300"', more=more, path=SEVEN).encode()

    reading = settled.read(content, "seven.svg", "image/svg+xml")

    assert reading["text"] == "7"
    assert reading["source"] == {
        "name": "seven.svg", "width": 300, "height": 300, "format": "SVG"
    }  # fmt: skip
    expect(settled.page.locator("html")).not_to_have_attribute("data-ran", "")


def test_an_svg_with_styles_is_drawn_with_them(settled):
    content = (
        "<?xml version='1.0'?>\n<!-- drawn -->\n<svg xmlns='http://www.w3.org/2000/svg'\n\twidth='80mm'"
        "\n\theight='80mm' viewBox='0 0 300 300'><style>path{fill:none}</style>"
        f"<path d='{SEVEN}' style='stroke:#fff;stroke-width:26'/></svg>"
    ).encode()

    reading = settled.read(content)

    assert reading["text"] == "7"
    assert reading["source"]["paper"] == "black"
    assert 300 <= reading["source"]["width"] <= 303


def test_a_large_svg_is_drawn_small_and_knows_its_size(settled):
    content = SVG.format(
        size='width="9000" height="9000" viewBox="0 0 300 300"', more="", path=SEVEN
    ).encode()

    reading = settled.read(content)

    assert (reading["text"], reading["source"]["width"]) == ("7", 9000)
    x, _, width, _ = reading["lines"][0]["digits"][0]["box"]
    assert 2500 < x < 3200
    assert 3600 < width < 4500


@pytest.mark.parametrize(
    "content",
    [
        SVG.format(size='viewBox="0 0 300 300"', more="", path=SEVEN),
        SVG.format(size='width="100%" height="100%"', more="", path=SEVEN),
        SVG.format(size='stroke-width="9" height="300"', more="", path=SEVEN),
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path</svg>',
        "<!doctype html><title>x</title><svg width='9' height='9'></svg>",
    ],
    ids=["no size", "parts", "one side", "broken", "html"],
)
def test_an_svg_without_a_size_is_refused(settled, content):
    with pytest.raises(Refused, match="SVG") as refused:
        settled.read(content.encode())

    assert refused.value.code == "not-an-image"


def test_a_mistake_of_the_page_s_own_thread_is_told_without_the_words_of_an_exception(
    visit_briefly,
):
    visitor = visit_briefly().open().until_ready()
    visitor.tolerated = None  # its console has the traceback
    visitor.page.evaluate("void (CanvasRenderingContext2D.prototype.getImageData = () => null)")

    with pytest.raises(Refused) as refused:
        visitor.read(content_of("drawing.svg"))

    assert refused.value.code == "engine-failed"
    assert "mistake" in refused.value.message
    for word in ("None", "attribute", "Error", "Exception", "File", "/"):
        assert word not in refused.value.message


def test_the_page_s_own_fault_is_told_without_the_words_of_an_exception(visit_briefly):
    visitor = visit_briefly().open().until_ready()
    visitor.tolerated = None  # the worker's console has the traceback
    engine(visitor).evaluate(
        "void (OffscreenCanvas.prototype.getContext = () => { throw new Error('secret') })"
    )

    with pytest.raises(Refused) as refused:
        visitor.read(content_of("photo.avif"))

    assert refused.value.code == "engine-failed"
    assert "fault" in refused.value.message
    for word in ("secret", "Error", "Exception", ".py", "/"):
        assert word not in refused.value.message
