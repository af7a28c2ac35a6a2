"""A sample in three engines: the strip has all of them, and one that is pressed is read."""

from tests.engines.test_pad import KEPT, until

COUNT = "return document.querySelectorAll('.sample').length;"
PRESS = "[...document.querySelectorAll('.sample')].at(2).click();"


def test_a_sample_that_is_pressed_is_read(settled):
    until(settled, COUNT, 8)
    settled.browser.ask(PRESS)
    until(settled, KEPT, ["lamp.jpg", "2689"])
