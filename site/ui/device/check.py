"""The button that checks this device: does it read as Keras does, and how fast."""

from pyscript import document, window

from ui.task import begin

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any


def offer_check() -> None:
    """Listen to the button; what answers it is compiled by who presses it."""
    root: Any = document.getElementById("check")
    root.querySelector(".begin").addEventListener("click", lambda _: begin(_check(root)))
    root.querySelector(".copy-report").addEventListener("click", lambda _: begin(_copy(root)))


async def _check(root: "Any") -> None:
    from ui.device.report import check_device  # noqa: PLC0415 the page starts sooner

    await check_device(root)


async def _copy(root: "Any") -> None:
    from ui.words.check import COPIED, SELECTED  # noqa: PLC0415 the page starts sooner

    report = root.querySelector(".report")
    window.getSelection().selectAllChildren(report)
    try:
        await window.navigator.clipboard.writeText(report.textContent)
    except Exception:  # noqa: BLE001 whatever the browser's reason, the report is selected
        said = SELECTED
    else:
        said = COPIED
    document.getElementById("status").textContent = root.querySelector(".note").textContent = said
