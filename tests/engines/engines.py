"""The three engines that Inkling is tested in."""

from tests.engines import blink, firefox, webkit
from tests.engines.driven import Engine

CHROMIUM = Engine("chromium", blink.PACKAGES, blink.find, blink.start)
FIREFOX = Engine("firefox", firefox.PACKAGES, firefox.find, firefox.start)
WEBKIT = Engine("webkit", webkit.PACKAGES, webkit.find, webkit.start)

ENGINES = (CHROMIUM, FIREFOX, WEBKIT)
