"""The page's own thread, MicroPython: takes pictures and shows what the engine reads in them."""

from pyscript import document

from ui.desk.desk import Desk
from ui.device.device import Device
from ui.device.offline import watch
from ui.device.requests import Requests
from ui.engine import Engine
from ui.notice import Notice
from ui.ways.arrivals import take_arrivals
from ui.ways.intake import take_pictures
from ui.ways.menu import Menu

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

desk = Desk()
device = Device()
requests = Requests()
engine = Engine()


def open_picture(
    name: str, file: "Any", refused: "tuple[str, str] | None", laid: "Any" = None
) -> None:
    """Lay a picture on the desk, and count what is asked of the network from now on."""
    if desk.add(name, file, refused, laid):
        requests.begin()


def show() -> None:
    """Take pictures, and have a copy of Inkling kept on this device."""
    requests.connect()
    device.connect()
    take_pictures(open_picture)
    take_arrivals(open_picture)
    notice = Notice()
    desk.connect(notice)
    Menu(open_picture, notice).open()
    engine.connect()
    watch(device, notice)


# In a frame of another page, which shows the answers itself, there is an engine and nothing else.
if document.documentElement.hasAttribute("data-embedded"):
    engine.connect()
else:
    show()
