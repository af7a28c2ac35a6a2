"""The queue of pictures that wait to be read: in order, some at a time, paused and stopped."""

from js import performance
from pyscript import window

from ui.desk.picture import ASIDE, WAITING, Picture
from ui.task import begin

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Awaitable, Callable

RECENT = 12  # pictures whose time tells how long the others will take


class Queue:
    """Has pictures read by `read`, which never raises, in the order of their numbers.

    A run is what came since the queue was empty: `done` of `total` are read. `aside` are the
    pictures of a run that was stopped. `changed` is called after every step.
    """

    def __init__(
        self, read: "Callable[[Picture], Awaitable[None]]", changed: "Callable[[], None]"
    ) -> None:
        self._read = read
        self._changed = changed
        self._waiting: list[Picture] = []
        self._reading = 0
        self._ends: list[float] = []  # milliseconds at which the newest were done
        self.aside: list[Picture] = []
        self.paused = False
        self.done = 0

    @property
    def total(self) -> int:
        """The pictures of this run, read or not."""
        return self.done + self._reading + len(self._waiting)

    @property
    def is_running(self) -> bool:
        """Whether anything is read or waits."""
        return bool(self._reading or self._waiting)

    @property
    def seconds(self) -> float | None:
        """How long the rest will take, by the newest; None before two are done."""
        if len(self._ends) <= 1:
            return None
        each = (self._ends[-1] - self._ends[0]) / (len(self._ends) - 1)
        return each * (self.total - self.done) / 1000

    def add(self, pictures: "list[Picture]") -> None:
        """Have pictures wait for their turns, which their numbers give them."""
        waiting = self._waiting
        for picture in pictures:
            picture.state = WAITING
            at = len(waiting)
            while at and waiting[at - 1].number > picture.number:
                at -= 1
            waiting.insert(at, picture)
        self._go_on()

    def withdraw(self, pictures: "list[Picture]") -> None:
        """Forget pictures that wait or lie aside; one that is being read is read."""
        gone = {picture.number for picture in pictures}
        self._waiting = [each for each in self._waiting if each.number not in gone]
        self.aside = [each for each in self.aside if each.number not in gone]
        self._end_run()
        self._told()

    def lay_aside(self, pictures: "list[Picture]") -> None:
        """Have pictures lie aside until `resume`, as those of a run that was stopped."""
        self.aside += pictures
        self._told()

    def pause(self) -> None:
        """Begin no more until `resume`; what is being read is read."""
        self.paused = True
        self._told()

    def stop(self) -> "list[Picture]":
        """Lay aside what waits until `resume`; gives it."""
        stopped, self._waiting = self._waiting, []
        for picture in stopped:
            picture.state = ASIDE
        self.aside += stopped
        self.paused = False
        self._end_run()
        self._told()
        return stopped

    def resume(self) -> "list[Picture]":
        """Go on, also with what lies aside; gives that."""
        again, self.aside = self.aside, []
        self.paused = False
        self._ends = []
        self.add(again)
        return again

    def _go_on(self) -> None:
        while self._waiting and self._reading < window.inkling.workers and not self.paused:
            self._reading += 1
            begin(self._take(self._waiting.pop(0)))
        self._told()

    def _told(self) -> None:
        """Say that the queue has changed: also to the engines, of which many waiting want more."""
        window.inkling.announce(0 if self.paused else len(self._waiting))
        self._changed()

    async def _take(self, picture: Picture) -> None:
        await self._read(picture)
        self._reading -= 1
        self.done += 1
        self._ends.append(performance.now())
        del self._ends[:-RECENT]
        self._end_run()
        self._go_on()

    def _end_run(self) -> None:
        if not self.is_running:
            self.done = 0
            self._ends = []
