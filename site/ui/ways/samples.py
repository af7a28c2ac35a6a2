"""A sample that an address asks for and that there is not; runtime/samples.js opens the others."""

from pyscript import window

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from ui.notice import Notice

UNKNOWN = "There is no sample “{}”. Open one of those shown here instead."


async def tell_of_unknown(notice: "Notice") -> None:
    """Say that there is no sample of the name that ?sample has."""
    name = await window.samples.unknown
    if name is not None:
        notice.say(UNKNOWN.format(name))
