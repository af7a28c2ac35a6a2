"""Takes pictures of the page as it is, with pictures in it that this project draws itself.

docs/screenshot.png is the README's, docs/design has those of docs/design.md; the others are what a
device shows before it installs the page.
"""

from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import chromium
from tests.browser.pen import Pen
from tests.browser.visitor import Visitor, file
from tests.handwriting import Point, Sheet, encode, write_strokes
from tests.serving import serving

ROOT = Path(__file__).resolve().parents[2]
# Width and height of the page in CSS pixels.
SCREENSHOTS = {
    ROOT / "docs" / "screenshot.png": (1280, 880),
    ROOT / "site" / "screenshots" / "wide.png": (1280, 800),
    ROOT / "site" / "screenshots" / "narrow.png": (390, 844),
}

DESIGN = ROOT / "docs" / "design"
SAMPLES = ROOT / "site" / "samples"
WIDE, TELEPHONE = (1280, 800), (390, 844)

# Where a hand goes, in the unit square: a crossed seven and a three.
SEVEN = [
    [(0.14, 0.17), (0.2, 0.12), (0.42, 0.13), (0.63, 0.1), (0.8, 0.07), (0.74, 0.24),
     (0.6, 0.46), (0.5, 0.68), (0.43, 0.95)],
    [(0.36, 0.53), (0.5, 0.5), (0.7, 0.5)],
]  # fmt: skip
THREE = [
    [(0.24, 0.16), (0.4, 0.05), (0.6, 0.06), (0.69, 0.2), (0.6, 0.36), (0.42, 0.44),
     (0.62, 0.48), (0.75, 0.64), (0.67, 0.84), (0.46, 0.94), (0.22, 0.86)],
]  # fmt: skip

PAPER = Sheet(
    size=(960, 720),
    paper=(236, 231, 219),
    ink=(36, 50, 122),
    light=lambda x, y: 1 - 0.3 * (0.7 * x + 0.3 * y) ** 1.5,
    grain=3,
    seed=7,
)
BOARD = Sheet(
    size=(960, 720),
    paper=(38, 52, 47),
    ink=(226, 228, 220),
    light=lambda x, y: 1 - 0.5 * ((x - 0.3) ** 2 + (y - 0.4) ** 2),
    grain=5,
    seed=3,
)


def smooth(points: list[Point], steps: int = 12) -> list[Point]:
    """Lead a curve through points, as a hand does (Catmull and Rom, 1974)."""
    ends = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for index, (b, c) in enumerate(pairwise(points)):
        a, d = ends[index], ends[index + 3]
        for step in range(steps):
            t = step / steps
            x, y = (_catmull_rom(*each, t) for each in zip(a, b, c, d, strict=True))
            curve.append((x, y))
    return [*curve, points[-1]]


def _catmull_rom(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def photograph(strokes: list[list[Point]], sheet: Sheet, pen: float) -> bytes:
    """A digit as a telephone sees it, JPEG bytes."""
    curves = [smooth(stroke) for stroke in strokes]
    image = write_strokes(curves, sheet, centre=(0.5, 0.5), height=0.66, pen=pen, slant=4)
    return encode(image, "JPEG", quality=88)


def take(visitor: Visitor, path: Path, size: tuple[int, int]) -> None:
    """Take a picture of the page in a window of this size, in CSS pixels."""
    width, height = size
    visitor.page.set_viewport_size({"width": width, "height": height})
    path.parent.mkdir(exist_ok=True)
    visitor.page.locator("#notice").evaluate("notice => notice.hidden = true")  # it comes and goes
    visitor.page.screenshot(path=path)
    print(f"wrote {path.relative_to(ROOT)}")


def take_design(browser: Browser, url: str) -> None:
    """Take the pictures of docs/design.md: the empty page, a list, the pad, and a telephone."""
    samples = sorted(SAMPLES.glob("*.jpg"))
    light = browser.new_context(color_scheme="light", reduced_motion="reduce")
    visitor = Visitor(light, url).open().until_ready()
    expect(visitor.page.locator(".sample img[src]")).to_have_count(len(samples))
    take(visitor, DESIGN / "empty.png", WIDE)
    visitor.pick(*samples)
    expect(visitor.page.locator("#desk")).to_have_attribute("data-read", str(len(samples)))
    take(visitor, DESIGN / "list.png", WIDE)
    visitor.page.locator("#draw").click()
    Pen(visitor.page).write("1905")
    expect(visitor.page.locator("#pad .read")).to_have_text("1905")
    take(visitor, DESIGN / "pad.png", WIDE)
    dark = browser.new_context(color_scheme="dark", reduced_motion="reduce")
    visitor = Visitor(dark, url).open().until_ready()
    visitor.pick(SAMPLES / "ambiguous.jpg")
    visitor.card("ambiguous.jpg").answered()
    take(visitor, DESIGN / "phone.png", TELEPHONE)


def main() -> None:
    """Take the pictures."""
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.arguments()
        )
        context = browser.new_context(color_scheme="light", reduced_motion="reduce")
        visitor = Visitor(context, server.url).open().until_ready()
        for name, content in (
            ("blackboard.jpg", photograph(THREE, BOARD, pen=0.075)),
            ("seven.jpg", photograph(SEVEN, PAPER, pen=0.05)),
        ):
            visitor.pick(file(name, content, "image/jpeg"))
            visitor.card(name).answered()
        for path, size in SCREENSHOTS.items():
            take(visitor, path, size)
        take_design(browser, server.url)
        browser.close()


if __name__ == "__main__":
    main()
