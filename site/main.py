"""The page's own thread, MicroPython: takes the visitor's pictures and shows what is read in them."""

from ui.desk import Desk
from ui.engine import Engine
from ui.intake import take_pictures

desk = Desk()
take_pictures(desk.add)
Engine().connect()
