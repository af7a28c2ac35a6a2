"""Frames of a TIFF file: its pages, without the small copies that some have of each."""

from collections.abc import Iterator

from reader.decode.frame import MOST, Frame
from reader.decode.limits import MAX_SCANNED_PIXELS, check_size
from reader.decode.modes import factor_for
from reader.decode.tiff.directory import BrokenDirectory, directories
from reader.decode.tiff.page import KIND, Page


def frames(data: bytes) -> Iterator[Frame]:
    """Give the first MOST pages; raises TooLarge, Undecodable, or DECODE_ERRORS for damage."""
    pages = _pages(data)
    for number, page in enumerate(pages[:MOST], 1):
        check_size(KIND, page.size, page.stored, MAX_SCANNED_PIXELS)
        image = page.decode(factor_for(page.size))
        yield Frame(image, page.size, KIND, page.orientation, number, len(pages))


def _pages(data: bytes) -> list[Page]:
    pages = []
    try:
        for tags in directories(data):
            pages.append(Page(data, tags))  # noqa: PERF401 those before a broken one are kept
    except BrokenDirectory:
        if not pages:
            raise
    if not pages:
        raise BrokenDirectory("there is no page")
    return [page for page in pages if page.is_picture] or pages
