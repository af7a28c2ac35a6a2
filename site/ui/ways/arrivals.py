"""Pictures that come from outside the page: shared by another app, or opened with Inkling."""

from js import URL, URLSearchParams, decodeURIComponent
from pyscript import document, window
from pyscript.ffi import to_js
from pyscript.js_modules import offline

from ui.task import begin

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

    Add = Callable[..., None]

# Where the service worker leaves what another app shared: each under shared/<number>/<its name>.
SHARED = "inkling-shared"


def take_arrivals(add: "Add") -> None:
    """Give every picture that came to `add(name, file, refused)`, as one that is dropped."""
    begin(_take_shared(add))
    if hasattr(window, "launchQueue"):  # only where the page can be installed
        window.launchQueue.setConsumer(lambda launch: begin(_take_opened(add, launch.files)))


async def _take_opened(add: "Add", handles: "Any") -> None:
    for index in range(handles.length):
        _give(add, await handles[index].getFile())


async def _take_shared(add: "Add") -> None:
    """Take what lies there even if this page was opened for something else: it must not stay."""
    shared = URLSearchParams.new(window.location.search).get("shared")
    files = await _shared_files()
    for file in files:
        _give(add, file)
    if shared is None:
        return
    # So that loading the page again does not ask for the pictures that it has had.
    window.history.replaceState(None, "", URL.new(".", document.baseURI).href)
    if shared == "lost":
        add("What was shared", None, _refuse_lost())
    elif not files:
        add("What was shared", None, _refuse_none())


async def _shared_files() -> "list[Any]":
    if not await offline.has(SHARED):
        return []
    cache = await window.caches.open(SHARED)
    places = await cache.keys()
    files = []
    for index in range(places.length):
        name = decodeURIComponent(places[index].url.split("/")[-1])
        blob = await (await cache.match(places[index])).blob()
        kind = to_js({"type": blob.type})
        files.append(window.File.new(to_js([blob]), name, kind))
    # Of two pages that were opened at once, the one that removes them has them.
    return files if await window.caches.delete(SHARED) else []


def _give(add: "Add", file: "Any") -> None:
    add(file.name, file, None)


def _refuse_lost() -> "tuple[str, str]":
    message = (
        "What was shared could not be handed over to this page: there may be no room for it on "
        "this device. Choose the picture here instead, or share fewer or smaller ones at once."
    )
    return "too-large", message


def _refuse_none() -> "tuple[str, str]":
    message = (
        "What was shared has no picture in it: it may be text, or a link. Save the picture on this "
        "device, then share or choose that file."
    )
    return "not-an-image", message
