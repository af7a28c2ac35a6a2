"""What the visitor sees: the only code on the page's thread that touches the DOM.

It runs in MicroPython, so it is written in what MicroPython and CPython 3.11 share. What needs no
browser (`words`, but for `mistake`, and a few modules more) is tested under CPython.
"""
