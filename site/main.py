"""The page's own thread, MicroPython: takes pictures and shows what the engine reads in them."""

import unpack  # noqa: F401, I001 first: the modules of ui/ are there from here on
from pyscript import document

from ui.desk.desk import Desk
from ui.device.check import offer_check
from ui.desk.review import Review
from ui.device.device import Device
from ui.device.keeping import Keeping
from ui.device.offline import watch
from ui.device.requests import Requests
from ui.engine import Engine
from ui.notice import Notice
from ui.results.bar import Bar
from ui.ways.arrivals import take_arrivals
from ui.ways.intake import take_pictures
from ui.ways.menu import Menu

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Iterator
    from typing import Any

    from ui.desk.desk import Thing

desk = Desk()
device = Device()
requests = Requests()
engine = Engine()


def open_picture(name: str, file: "Any", refused: "tuple[str, str] | None") -> None:
    """Lay a picture on the desk, and count what is asked of the network from now on."""
    open_pictures(iter([(name, file, refused, None)]))


def open_pictures(things: "Iterator[Thing]") -> None:
    """Do the same with several that came at once."""
    if desk.add(things):
        requests.begin()


def show() -> None:
    """Take pictures, and have a copy of Inkling kept on this device."""
    requests.connect()
    device.connect()
    offer_check()
    notice = Notice()
    desk.connect(notice)
    take_pictures(open_pictures, notice)
    take_arrivals(open_picture)
    Menu(open_picture, notice).open()
    Bar(desk).open()
    Review(desk, notice).open()
    Keeping(desk, notice).open()
    engine.connect()
    watch(device, notice)


# In a frame of another page, which shows the answers itself, there is an engine and nothing else.
if document.documentElement.hasAttribute("data-embedded"):
    engine.connect()
else:
    show()
