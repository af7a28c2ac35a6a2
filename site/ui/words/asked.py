"""What is said of how a picture was to be read: the options of the contract."""

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

FOUND = "Found by itself"
AS_SHOWN = "As shown"
TURNS = {0: AS_SHOWN, 90: "Turned right", 180: "Upside down", 270: "Turned left"}

INKS = {"dark": "dark ink", "light": "light ink"}
EXPECTED = {"digit": "as one digit", "numbers": "as numbers"}


def way_up(turn: "int | None") -> str:
    """Which way up the picture is read."""
    return FOUND if turn is None else TURNS[turn]


def asked(options: "dict[str, Any] | None") -> str:
    """How a picture was read again, as a sentence; empty where nothing was asked for."""
    if not options:
        return ""
    said = []
    if "region" in options:
        said.append("this part only")
    if "turn" in options:
        said.append(TURNS[options["turn"]].lower())
    if "ink" in options:
        said.append(INKS[options["ink"]])
    if "expect" in options:
        said.append(EXPECTED[options["expect"]])
    return f"Read again: {', '.join(said)}."
