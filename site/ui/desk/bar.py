"""The bar above the pictures: what they come to, how far they are read, and how they are shown."""

from pyscript import document

from ui.desk.desk import MANY
from ui.words.stack import at_rest, laid_aside, progress, totals

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

    from ui.desk.board import Board
    from ui.desk.desk import Desk
    from ui.desk.order import Index
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
        self._empty: Any = document.querySelector("main > .empty")
        self._undo = undo
        self._shown = "all"
        self._values: dict[tuple[str, str], Any] = {}  # of what the bar has set, by its selector
        self._acts: dict[str, Callable[[], Any]] = {
            "pause": desk.queue.pause,
            "stop": desk.stop,
            "resume": desk.resume,
            "undo": undo.undo,
            "clear": lambda: undo.remove(desk.pictures),
        }
        self._root.addEventListener("click", self._clicked)
        self._select.addEventListener("change", lambda _: self._arrange(self._shown))

    def show(self, told: "Index", view: str, shown: str, *, is_empty: bool) -> None:
        """Show what the pictures come to, and what is shown of them."""
        self._shown = shown
        of = told.of
        count = len(self._desk.pictures)  # of which the index may not have been told all
        self._set("", "hidden", count <= 1 and not self._undo.is_possible)
        is_short = count <= 1 or (count < MANY and view == "cards" and shown == "all")
        self._set(".shown", "hidden", is_short)
        self._set(".order", "hidden", is_short)
        self._set(".view", "hidden", count <= 1)
        self._root.dataset.read = str(told.read)
        sum_of = totals(count, told.numbers, told.doubtful) if count else ""
        self._set(".totals", "textContent", sum_of)
        for name in of:
            self._set(f"[data-shown={name}] span", "textContent", f"{of[name]:,}")
            self._press(f"[data-shown={name}]", is_pressed=name == shown)
        for name in ("cards", "list"):
            self._press(f"[data-view={name}]", is_pressed=name == view)
        self._empty.hidden = not (is_empty and count)
        self._act("undo", is_there=self._undo.is_possible)
        self._act("clear", is_there=count > 0)
        self._show_run(at_rest(told.read, count))

    def _show_run(self, rest: str) -> None:
        queue = self._desk.queue
        aside = len(queue.aside)
        is_told = queue.paused or bool(aside) or queue.total >= RUN
        is_stopped = bool(aside) and not queue.is_running
        self._set(".running", "hidden", not is_told)
        self._set("progress", "hidden", not is_told or is_stopped)
        if not is_told:
            self._set(".far", "textContent", rest)
            return
        self._set("progress", "value", queue.done / queue.total if queue.total else 0)
        run = progress(queue.done, queue.total, queue.seconds, paused=queue.paused)
        self._set(".far", "textContent", laid_aside(aside) if is_stopped else run)
        self._act("pause", is_there=queue.is_running and not queue.paused)
        self._act("stop", is_there=queue.is_running)
        self._act("resume", is_there=queue.paused or is_stopped)
        self._set("[data-act=resume]", "textContent", "Read them" if is_stopped else "Go on")

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

    def _act(self, name: str, *, is_there: bool) -> None:
        self._set(f"[data-act={name}]", "hidden", not is_there)

    def _press(self, selector: str, *, is_pressed: bool) -> None:
        if self._is_new(selector, "aria-pressed", is_pressed):
            self._find(selector).setAttribute("aria-pressed", "true" if is_pressed else "false")

    def _set(self, selector: str, name: str, value: "Any") -> None:
        """Set a property of a part of the bar, where it has another value."""
        if self._is_new(selector, name, value):
            setattr(self._find(selector), name, value)

    def _is_new(self, selector: str, name: str, value: "Any") -> bool:
        """Whether it has another value now: to look up a part, and to write, takes time."""
        if self._values.get((selector, name)) == value:
            return False
        self._values[selector, name] = value
        return True

    def _find(self, selector: str) -> "Any":
        return self._root.querySelector(selector) if selector else self._root
