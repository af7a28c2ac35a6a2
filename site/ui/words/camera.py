"""What is said of a camera: why there is no picture, and what to do for a better one."""

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

ASKING = (
    "The browser may ask whether this page may use the camera. What the camera sees stays on "
    "this device."
)
HIDDEN = "The camera was let go while this page was out of sight. Start it again to go on."
ENDED = (
    "The camera has stopped: it was unplugged, or another program took it. Start it again when "
    "it is there and free."
)
MUTED = (
    "The camera gives no picture at the moment: another program may be using it, or a switch or "
    "a cover on it is closed."
)

DENIED = (
    "This page is not allowed to use the camera. Allow it in the menu beside the page's address, "
    "then try again, or choose a picture instead."
)
DISMISSED = (
    "The browser asked for the camera and got no answer. Try again and allow it, or choose a "
    "picture instead."
)
BY_SYSTEM = (
    "This device does not let the browser use its camera. Allow that in the device's privacy "
    "settings, then try again, or choose a picture instead."
)
FRAMED = (
    "This page is inside another one, which does not let it use the camera. Open it by itself "
    "and try again, or choose a picture instead."
)
NONE = "No camera was found on this device. Connect one and try again, or choose a picture instead."
TAKEN = (
    "The camera is there but gives no picture: another program or page may be using it. Close "
    "that, then try again, or choose a picture instead."
)
UNEXPECTED = (
    "The camera could not be started, and the browser's console says why. Try again, or choose a "
    "picture instead."
)

# By the names that browsers give to why getUserMedia has failed.
REFUSALS = {
    "NotAllowedError": DENIED,
    "SecurityError": DENIED,
    "NotFoundError": NONE,
    "OverconstrainedError": NONE,  # the chosen one is gone
    "NotReadableError": TAKEN,
    "AbortError": TAKEN,
}

LOADING = "What the camera sees is read as soon as the engine is ready."
LOOKING = "Point the camera at a digit or a number."

DARK = "It is dark: turn on a light."
STILL = "Hold still."
CLOSER = "Go closer, so that the writing fills the picture."
DARKER = "The ink is too faint: use a darker pen, or more light."
ALONE = "That does not look like digits. Show them by themselves, on plain paper."
KEEP = "Take the picture to keep it."

# What is said for each of a reading's reasons, in fewer words than of a picture that stays.
REASONS = {
    "blank": LOOKING,
    "too-faint": DARKER,
    "too-small": CLOSER,
    "not-a-digit": ALONE,
    "letters": ALONE,
    "not-writing": LOOKING,
}

NIGHT = 45.0  # brightness, 0 to 255, below which a frame is dark: ink on paper is above 100
# How far the brightness of places changes within a moment (see site/runtime/camera.js) where a hand
# moves: grain and a steady hand stay below 1.5, a sweep over a page is above 5.
MOVING = 3.0
TINY = 28  # pixels of a frame: what the network sees of a digit, so a smaller one is blurred there


def refuse_camera(name: str, message: str, *, framed: bool) -> str:
    """Say why there is no camera, by the name and message of the browser's error.

    `framed` is whether the page is in a frame of another one.
    """
    said = REFUSALS.get(name, UNEXPECTED)
    if said != DENIED:
        return said
    reason = message.lower()
    if "system" in reason:
        return BY_SYSTEM
    if "dismissed" in reason:
        return DISMISSED
    return FRAMED if framed else DENIED


def hint(reading: "dict[str, Any]", light: float, moved: float) -> str:
    """Say what would help to read a frame, a reading as of a picture, in as few words as will do.

    `light` is how bright it is, 0 to 255, and `moved` how much of that its places changed since.
    """
    if reading["verdict"] not in ("nothing", "unsure"):
        return KEEP
    if light < NIGHT:
        return DARK
    if moved > MOVING:
        return STILL
    if reading["verdict"] == "nothing":
        return REASONS.get(reading["reason"], LOOKING)
    heights = [digit["box"][3] for line in reading["lines"] for digit in line["digits"]]
    return CLOSER if heights and max(heights) < TINY else STILL
