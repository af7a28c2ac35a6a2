"""The stock page's own thread, MicroPython: takes pictures and shows what the engine reads."""

import json

from pyscript import document, when, window, workers

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

page = document.documentElement
picker = document.getElementById("file")
button = document.getElementById("pick")
waiting: "list[Any]" = []


@when("click", "#pick")  # type: ignore[untyped-decorator]
def pick(_: "Any") -> None:
    """Open the dialog."""
    picker.click()


@when("change", "#file")  # type: ignore[untyped-decorator]
async def take(_: "Any") -> None:
    """Lay each picture on a card, and read those that lie there if the engine can."""
    for index in range(picker.files.length):
        file = picker.files[index]
        card = document.createElement("article")
        card.className = "card"
        card.dataset.state = "waiting"
        document.getElementById("cards").prepend(card)
        waiting.append((file, card))
    picker.value = ""
    if page.dataset.engine == "ready":
        await read_all()


async def read_all() -> None:
    """Read the pictures that wait."""
    engine = await workers["engine"]
    while waiting:
        file, card = waiting.pop(0)
        answer = json.loads(await engine.read(file.name, await file.arrayBuffer()))
        card.innerHTML = '<p class="digit"></p>'
        card.querySelector(".digit").textContent = answer["text"]
        card.dataset.state = "done"


async def start() -> None:
    """Start the engine, then read what has come meanwhile."""
    engine = await workers["engine"]
    await engine.start(window.URL.new(".", document.baseURI).href)
    page.dataset.engine = "ready"
    await read_all()


button.disabled = False
await start()  # type: ignore[top-level-await]  # noqa: F704, PLE1142 PyScript allows it
