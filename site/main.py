"""The page's own thread, MicroPython: takes pictures and shows what the engine reads in them."""

from ui.desk import Desk
from ui.engine import Engine
from ui.intake import take_pictures

desk = Desk()
take_pictures(desk.add)
Engine().connect()
