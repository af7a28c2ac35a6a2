"""A page while it is printed."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page


@contextmanager
def printing(page: Page) -> Iterator[None]:
    """What the browser tells the page before and after it prints."""
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    yield
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
