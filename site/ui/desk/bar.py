"""The bar above the pictures: what they come to, how far they are read, and how they are shown."""

from pyscript import document

from ui.desk.desk import MANY
from ui.words.stack import laid_aside, progress, totals

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

    from ui.desk.board import Board
    from ui.desk.desk import Desk
    from ui.desk.order import Totals
    from ui.desk.undo import Undo

RUN = 4  # pictures of a run from which on its progress is shown: fewer are read in a moment


class Bar:
    """Shows what is told of a desk, and does what its buttons say."""

    def __init__(self, board: "Board", desk: "Desk", undo: "Undo") -> None:
        self._board = board
        self._desk = desk
        self._root = document.getElementById("desk")
        self._select: Any = self._root.querySelector("select")
        self._running: Any = self._root.querySelector(".running")
        self._undo = undo
        self._shown = "all"
        self._acts: dict[str, Callable[[], Any]] = {
            "pause": desk.queue.pause,
            "stop": desk.stop,
            "resume": desk.resume,
            "undo": undo.undo,
            "clear": lambda: board.remove(desk.pictures),
        }
        self._root.addEventListener("click", self._clicked)
        self._select.addEventListener("change", lambda _: self._arrange(self._shown))

    def show(self, told: "Totals", view: str, shown: str, *, is_empty: bool) -> None:
        """Show what some pictures come to, and what is shown of them."""
        self._shown = shown
        count = told.of["all"]
        self._root.hidden = count <= 1 and not self._undo.is_possible
        is_short = count <= 1 or (count < MANY and view == "cards" and shown == "all")
        self._find(".shown").hidden = self._find(".order").hidden = is_short
        self._find(".view").hidden = count <= 1
        self._root.dataset.read = str(told.read)
        sum_of = totals(count, told.numbers, told.doubtful) if count else ""
        self._find(".totals").textContent = sum_of
        for button in self._root.querySelectorAll("[data-shown]"):
            name = button.dataset.shown
            button.setAttribute("aria-pressed", "true" if name == shown else "false")
            button.querySelector("span").textContent = f"{told.of[name]:,}"
        for button in self._root.querySelectorAll("[data-view]"):
            button.setAttribute("aria-pressed", "true" if button.dataset.view == view else "false")
        document.querySelector("main > .empty").hidden = not (is_empty and count)
        self._act("undo").hidden = not self._undo.is_possible
        self._act("clear").hidden = not count
        self._show_run()

    def _show_run(self) -> None:
        queue = self._desk.queue
        aside = len(queue.aside)
        is_told = queue.paused or bool(aside) or queue.total >= RUN
        is_stopped = bool(aside) and not queue.is_running
        self._running.hidden = not is_told
        bar, far = self._find("progress"), self._find(".far")
        bar.hidden = not is_told or is_stopped
        if not is_told:
            far.textContent = ""
            return
        bar.value = queue.done / queue.total if queue.total else 0
        run = progress(queue.done, queue.total, queue.seconds, paused=queue.paused)
        far.textContent = laid_aside(aside) if is_stopped else run
        self._act("pause").hidden = queue.paused or not queue.is_running
        self._act("stop").hidden = not queue.is_running
        self._act("resume").hidden = not (queue.paused or is_stopped)
        self._act("resume").textContent = "Read them" if is_stopped else "Go on"

    def _clicked(self, event: "Any") -> None:
        button = event.target.closest("button")
        if not button:
            return
        data = button.dataset
        if button.hasAttribute("data-view"):
            self._board.look(data.view)
        elif button.hasAttribute("data-shown"):
            self._arrange(data.shown)
        else:
            self._acts[data.act]()
            self._board.arrange(self._select.value, self._shown)
            if button.hidden or self._root.hidden:
                self._keep_focus()

    def _arrange(self, shown: str) -> None:
        self._board.arrange(self._select.value, shown)

    def _keep_focus(self) -> None:
        """Give the focus to a button that is there: the keyboard would start from the top."""
        for button in self._running.querySelectorAll("button:not([hidden])"):
            if not self._running.hidden:
                button.focus()
                return
        document.getElementById("pick").focus()

    def _act(self, name: str) -> "Any":
        return self._find(f"[data-act={name}]")

    def _find(self, selector: str) -> "Any":
        return self._root.querySelector(selector)
