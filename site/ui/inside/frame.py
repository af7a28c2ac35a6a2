"""The square that the network sees, drawn from its grey levels and cut out of the photograph."""

from js import Int32Array

from ui.words.why import SIDE, around

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

SPAN = 30  # pixels that are shown: the last places look a little beyond the network's 28
BOX = 20  # pixels of the square that the longer side of a digit takes, as in MNIST
OPAQUE_BLACK = -16777216  # 0xFF000000, as the signed number that an Int32Array holds
GREY = 0x010101  # one step of grey in all three colours


def draw_levels(canvas: "Any", levels: "list[int]") -> None:
    """Draw 784 grey levels, ink bright, one canvas pixel each."""
    context = canvas.getContext("2d")
    image = context.createImageData(SIDE, SIDE)
    words = Int32Array.new(image.data.buffer)
    for at, level in enumerate(levels):
        words[at] = OPAQUE_BLACK + level * GREY
    context.putImageData(image, 0, 0)


def draw_photograph(canvas: "Any", levels: "list[int]", box: "list[int]", picture: "Any") -> bool:
    """Draw the part of a card's picture that the square shows; False where there is none to see.

    What the card has drawn is copied: the file is not decoded again. `box` is the digit's, in
    pixels of the upright picture.
    """
    photo = picture.querySelector(".photo")
    source = picture.querySelector(".boxes").viewBox.baseVal
    width = photo.width if photo.tagName == "CANVAS" else photo.naturalWidth
    if not picture.classList.contains("shown") or not width or not source.width:
        return False
    left, top, right, bottom = around(levels)
    scale = max(box[2], box[3]) / BOX  # pixels of the picture for one of the square
    x = box[0] + box[2] / 2 - scale * (left + right) / 2
    y = box[1] + box[3] / 2 - scale * (top + bottom) / 2
    drawn = width / source.width
    context = canvas.getContext("2d")
    context.clearRect(0, 0, canvas.width, canvas.height)
    context.imageSmoothingQuality = "high"
    side = scale * SPAN * drawn
    context.drawImage(photo, x * drawn, y * drawn, side, side, 0, 0, canvas.width, canvas.height)
    return True
