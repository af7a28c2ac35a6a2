"""The report on this device: what the engine found, how Python started, and which browser it is."""

import json

from js import JSON
from pyscript import document, window
from pyscript.ffi import to_js

from ui.engine import check
from ui.words.check import CHECKING, FAILED, browser, found_words
from ui.words.mistake import told

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

# All that is in a report, in this order: a dictionary of MicroPython has none.
KEYS = [
    "version", "model", "finder", "browser", "user_agent", "cores", "memory_gb", "start", "offline",
    "pictures", "right", "as_keras", "largest_difference", "milliseconds", "median",
    "percentile_95", "mean", "picture",
]  # fmt: skip


async def check_device(root: "Any") -> None:
    """Have the engine read its pictures, and show what came of it."""
    begin, said = root.querySelector(".begin"), root.querySelector(".found")
    if begin.getAttribute("aria-disabled") == "true":
        return
    # Not disabled: that would take the focus from it.
    begin.setAttribute("aria-disabled", "true")
    said.textContent = CHECKING
    root.removeAttribute("data-checked")
    try:
        report = _report(await check())
    except Exception as error:  # noqa: BLE001 said where it was asked; pressed again, tried again
        told(error)  # to the console
        said.textContent = FAILED
    else:
        said.textContent = found_words(report)
        text = JSON.stringify(JSON.parse(json.dumps(report)), to_js(KEYS), 2)
        root.querySelector(".report").textContent = text
        for each in (".report", ".copy-report"):
            root.querySelector(each).hidden = False
        root.dataset.checked = ""
    document.getElementById("status").textContent = said.textContent
    begin.setAttribute("aria-disabled", "false")


def _report(found: "dict[str, Any]") -> "dict[str, Any]":
    """Put together what is worth knowing of a device; nothing in it tells who has it."""
    page = document.documentElement
    navigator = window.navigator
    report = dict(found)
    report["version"] = window.inventory.version
    report["start"] = page.dataset.start
    report["offline"] = getattr(page.dataset, "offline", None)  # there is none before all is kept
    report["browser"] = browser(navigator.userAgent)
    report["user_agent"] = navigator.userAgent
    report["cores"] = navigator.hardwareConcurrency
    report["memory_gb"] = getattr(navigator, "deviceMemory", None)
    return report
