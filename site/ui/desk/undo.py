"""What was taken off the desk, to be put back for as long as the page is open."""

from ui.words.stack import removed

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from ui.desk.desk import Desk
    from ui.desk.picture import Picture
    from ui.notice import Notice


class Undo:
    """Takes pictures off a desk, and puts back what was taken last."""

    def __init__(self, desk: "Desk", notice: "Notice") -> None:
        self._desk = desk
        self._notice = notice
        self._removed: list[list[Picture]] = []

    @property
    def is_possible(self) -> bool:
        """Whether anything can be put back."""
        return bool(self._removed)

    def remove(self, pictures: "list[Picture]") -> None:
        """Take pictures off, and offer to put them back."""
        if not pictures:
            return
        self._removed.append(pictures)
        self._desk.take_off(pictures)

        async def put_back() -> str:
            """Put these back, if nobody has meanwhile; there is no reason why not."""
            if pictures in self._removed:
                self._removed.remove(pictures)
                self._desk.put_back(pictures)
            return ""

        self._notice.suggest(removed([picture.name for picture in pictures]), "Undo", put_back)

    def undo(self) -> bool:
        """Put back what was taken last; gives whether there was anything."""
        if not self._removed:
            return False
        self._desk.put_back(self._removed.pop())
        self._notice.withdraw()
        return True
