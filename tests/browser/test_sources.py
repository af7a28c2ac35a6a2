"""What `inkling.read` takes besides a file: bytes, pixels, addresses, of any frame."""

import base64

import pytest

from tests.browser.visitor import Visitor
from tests.handwriting import Sheet, encode, write

SEVEN = base64.b64encode(encode(write(7, Sheet(size=(200, 200))))).decode()
ADDRESS = f"data:image/png;base64,{SEVEN}"

# What a test's `make` has at hand: `blob`, and `image`, `canvas` and `pixels` of the same seven.
READ = """
async ([make, address]) => {
  const bytes = Uint8Array.from(atob(address.split(",")[1]), (each) => each.charCodeAt(0));
  const blob = new Blob([bytes], {type: "image/png"});
  const image = Object.assign(new Image(), {src: address});
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), {width: 200, height: 200});
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, 200, 200);
  const frame = document.body.appendChild(document.createElement("iframe"));
  const other = frame.contentWindow;
  const scope = {bytes, blob, image, canvas, context, pixels, other, address};
  const names = Object.keys(scope);
  const make_it = new (async () => undefined).constructor(...names, `return [${make}]`);
  try {
    const [source, after] = await make_it(...Object.values(scope));
    const reading = window.inkling.read(source);
    after?.();
    return [(await reading).text, (await reading).source];
  } catch (error) {
    return [error instanceof Error && error.code, error.message];
  } finally {
    frame.remove();
  }
}
"""


def read(visitor: Visitor, make: str):
    """The text and `source` of what an expression makes, or the code and message of its refusal."""
    return visitor.page.evaluate(READ, [make, ADDRESS])


KINDS = {
    "ArrayBuffer": "bytes.buffer",
    "Uint8Array": "bytes",
    "DataView": "new DataView(bytes.buffer)",
    "ImageData": "pixels",
    "ImageBitmap": "await createImageBitmap(blob)",
    "canvas": "canvas",
    "image": "image",
    "image that is still loading": "Object.assign(new Image(), {src: address + '#again'})",
    "data address": "address",
    "data address as URL": "new URL(address)",
    "blob address": "URL.createObjectURL(blob)",
    "OffscreenCanvas": """(() => {
        const away = new OffscreenCanvas(200, 200);
        away.getContext('2d').drawImage(image, 0, 0);
        return away;
    })()""",
    "Blob of another frame": "new other.Blob([bytes])",
    "File of another frame": "new other.File([bytes], 'seven.png')",
    "ArrayBuffer of another frame": "new other.Uint8Array(bytes).buffer",
    "ImageData of another frame": "new other.ImageData(pixels.data, 200, 200)",
    "URL of another frame": "new other.URL(address)",
}


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_it_is_read(settled, make):
    text, source = read(settled, make)
    assert text == "7", source
    assert (source["width"], source["height"], source["format"]) == (200, 200, "PNG")
    assert source["name"] == ("seven.png" if "seven.png" in make else None)


def test_a_svg_in_a_data_address_without_base64_is_read(settled):
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="120">'
        '<path d="M20 20h45l-25 80" fill="none" stroke="black" stroke-width="8"/></svg>'
    )
    escaped = "".join(f"%{byte:02x}" for byte in svg.encode())
    text, source = read(settled, f"'data:image/svg+xml,{escaped}'")
    assert (text, source["format"]) == ("7", "SVG")


def test_an_address_of_this_origin_is_read(settled):
    settled.page.route(
        "**/digits/seven.png", lambda route: route.fulfill(body=base64.b64decode(SEVEN))
    )
    try:
        assert read(settled, "'./digits/seven.png'")[0] == "7"
        assert read(settled, "new URL('./digits/seven.png', location)")[0] == "7"
    finally:
        settled.page.unroute("**/digits/seven.png")


def test_what_a_caller_draws_after_the_question_is_not_read(settled):
    wipe = "() => context.fillRect(0, 0, 200, 200)"
    assert read(settled, f"canvas, {wipe}")[0] == "7"
    assert read(settled, "bytes, () => bytes.fill(0)")[0] == "7"


def test_transparency_is_kept(settled):
    clear = (
        "new ImageData(pixels.data.map((each, at) => at % 4 < 3 ? 0 : 255 - pixels.data[at - 1])"
    )
    _, source = read(settled, f"{clear}, 200)")
    assert source["paper"] == "white"


REFUSED = {
    "number": ("42", "not-an-image", "(Number)"),
    "null": ("null", "not-an-image", "(Null)"),
    "a thing that says it is a Blob": (
        "{[Symbol.toStringTag]: 'Blob'}", "not-an-image", "(Blob)",
    ),
    "a thing that says it is a canvas": (
        "{[Symbol.toStringTag]: 'HTMLCanvasElement', width: 9, height: 9}", "not-an-image", "draw",
    ),
    "a thing that throws": (
        "{get [Symbol.toStringTag]() { throw new Error('do not look'); }}",
        "not-an-image", "do not look",
    ),
    "a thing of which nothing may be asked": (
        "new Proxy({}, {get() { throw new Error('mine'); }})", "not-an-image", "mine",
    ),
    "an empty canvas": ("new OffscreenCanvas(0, 9)", "not-an-image", "no pixels"),
    "an image without a picture": ("new Image()", "not-an-image", "no pixels"),
    "no address": ("'http://'", "not-an-image", "no address"),
    "another origin": ("'http://elsewhere.invalid/7.png'", "unreadable-file", "another origin"),
    "a data address without data": ("'data:image/png'", "not-an-image", "comma"),
    "a data address that is no base64": ("'data:;base64,%'", "not-an-image", "pass a File or Blob"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "code", "words"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_in_words(settled, make, code, words):
    told, message = read(settled, make)
    assert told == code, message
    assert words in message
    assert read(settled, "blob")[0] == "7", "the next one is read all the same"


def test_the_refusal_lists_what_is_taken(settled):
    _, message = read(settled, "{}")
    for kind in ("File or Blob", "typed array", "ImageData", "canvas", "image element", "data:"):
        assert kind in message


def test_an_address_that_is_gone_is_refused(settled):
    settled.page.route("**/gone.png", lambda route: route.fulfill(status=404))
    settled.tolerated, tolerated = None, settled.tolerated  # the browser tells of the 404, too
    try:
        code, message = read(settled, "'./gone.png'")
        settled.page.evaluate("0")  # until the console has told
    finally:
        settled.tolerated = tolerated
        settled.page.unroute("**/gone.png")
    assert code == "unreadable-file"
    assert "404" in message


def test_pixels_of_another_origin_are_refused(visit):
    visitor: Visitor = visit()
    visitor.page.context.route(
        "http://elsewhere.invalid/**",
        lambda route: route.fulfill(body=base64.b64decode(SEVEN), content_type="image/png"),
    )
    # The page's policy lets no such picture in; another frame's hands it over.
    visitor.page.context.route(
        "**/samples/other.html",
        lambda route: route.fulfill(
            body="<!doctype html><img src='http://elsewhere.invalid/7.png'>",
            content_type="text/html",
        ),
    )
    visitor.open().until_ready()
    code, message = visitor.page.evaluate(
        """async () => {
          const other = window.open("./samples/other.html");
          await new Promise((done) => { other.onload = done; });
          const image = other.document.images[0];
          if (!image.naturalWidth) return ["not loaded", ""];
          return inkling.read(image).then(() => ["read", ""], ({code, message}) => [code, message]);
        }"""
    )
    visitor.take_notes()
    assert code == "unreadable-file"
    assert "another origin" in message
