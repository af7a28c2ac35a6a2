"""Inkling's copy for use without a network: what the visitor is told of it."""

from pyscript import document
from pyscript.js_modules import offline

from ui.device.device import Device
from ui.notice import Notice

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

READY = "Ready to work offline."
NEW = "A new version is ready."
CLEARS = "Reloading takes the pictures off this page."
OPEN = "Inkling is open in {} too. Close it there first, then reload here."
LATER = "It is used when all pages of Inkling have been closed."


def watch(device: Device, notice: Notice) -> None:
    """Have the copy made, and pass on what becomes of it."""
    is_old = False

    async def update() -> str:
        """Load the new version; give the reason why it cannot be."""
        others = await offline.update()
        if not others:
            return ""
        return OPEN.format("another tab" if others == 1 else f"{others} other tabs")

    def report(event: "Any") -> None:
        nonlocal is_old
        if event.kind == "ready":
            if not is_old:
                device.say(READY)
            if event.first:
                notice.say(READY)
        elif event.kind == "update":
            is_old = True
            device.say(f"{NEW} {LATER}")
            # Pictures on a desk that is not kept.
            clears = document.documentElement.matches("[data-pictures]:not([data-desk])")
            notice.offer(f"{NEW} {CLEARS}" if clears else NEW, "Reload", update)
        else:
            device.say(f"Not ready to work offline: {event.why}.")

    offline.watch(report)
