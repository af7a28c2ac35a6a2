"""Takes docs/screenshot.png: the page as it is, with a picture that this project drew itself."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.conftest import serving
from tests.browser.visitor import Visitor, file
from tests.handwriting import Sheet, encode, write

SCREENSHOT = Path(__file__).resolve().parents[2] / "docs" / "screenshot.png"


def photograph() -> bytes:
    """A seven in blue ballpoint on paper, lit from the upper left, as a telephone sees it."""
    sheet = Sheet(
        size=(960, 720),
        paper=(232, 228, 218),
        ink=(38, 52, 120),
        light=lambda x, y: 1 - 0.35 * (0.6 * x + 0.4 * y),
        grain=3,
        seed=7,
    )
    image = write(7, sheet, centre=(0.46, 0.5), height=0.62, pen=0.06, slant=9)
    return encode(image, "JPEG", quality=88)


def main() -> None:
    """Take the picture."""
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.arguments()
        )
        context = browser.new_context(
            viewport={"width": 1280, "height": 860}, color_scheme="light", reduced_motion="reduce"
        )
        visitor = Visitor(context, server.url).open().until_ready()
        visitor.pick(file("seven.jpg", photograph(), "image/jpeg"))
        visitor.card("seven.jpg").answered()
        SCREENSHOT.parent.mkdir(exist_ok=True)
        visitor.page.screenshot(path=SCREENSHOT)
        browser.close()
    print(f"wrote {SCREENSHOT.name}")


if __name__ == "__main__":
    main()
