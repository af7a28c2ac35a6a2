"""Correcting a card: by keys at its boxes, by the buttons of a panel, and in its text."""

from js import clearTimeout, setTimeout
from pyscript import document

from ui.card.crop import Uncut, read_part
from ui.desk.mark import ADDED, CORRECTED, DOUBTFUL, GONE, SURE, Mark
from ui.desk.placement import overlap
from ui.task import begin
from ui.words.correcting import (
    AS_READ,
    UNCUT,
    UNDONE,
    UNREAD,
    accepted,
    is_told,
    said_aloud,
    say_mark,
    sum_up,
)
from ui.words.labels import labels
from ui.words.mistake import told
from ui.words.wording import name_box

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from typing import Any

    from ui.card.card import Card
    from ui.card.evidence import Evidence

TYPING_MS = 300  # milliseconds after a key in the text after which the rest of the card follows

# A box that somebody draws means the mark that covers it by this part, as detections are compared.
SAME = 0.5


class Corrector:
    """Changes the corrections of a card's picture, and shows them on the card."""

    def __init__(self, card: "Card") -> None:
        self._card = card
        self._corrections = card.picture.corrections
        self._figure = card.element.querySelector(".picture")
        self._panel: Any = None
        self._field: Any = None
        self._note = card.element.querySelector(".copying .note")
        self._timer = 0
        self._typing = False  # whether the last step is what is being written in the field

    def given(self, number: int) -> "Any":
        """What was read where a person has found a mark, the digit of the contract, or None."""
        return self._corrections.marks[number].given

    def tell_of(self, number: int, evidence: "Evidence", *, read: bool) -> None:
        """Say beside its evidence what a person has said of a mark."""
        mark = self._corrections.marks[number]
        if is_told(mark.look) or not read:
            evidence.say(number, f"{say_mark(mark)}.", read=read)

    # What a person does.

    def press(self, event: "Any") -> None:
        """Take a key that was pressed at a box or a button."""
        key = event.key
        # With the shift key are capitals, and on a French keyboard the digits.
        if event.altKey or (event.shiftKey and key not in labels()):
            return
        act = None
        if event.ctrlKey or event.metaKey:
            act = self.undo if key == "z" else None
        elif key in labels() and len(key) == 1:
            act = lambda: self.say(key)  # noqa: E731
        elif key in ("Delete", "Backspace"):
            act = lambda: self.say("")  # noqa: E731
        elif key == "Enter" and not event.target.closest("button"):
            act = self.accept
        if act:
            event.preventDefault()
            act()

    def say(self, digit: str) -> None:
        """Say what the chosen mark is; "" for none."""
        marks = self._corrections.marks
        if self._card.chosen >= len(marks):
            return
        mark = marks[self._card.chosen]
        self._corrections.say(self._card.chosen, digit)
        self._show(said_aloud(mark), [self._card.chosen])

    def accept(self) -> None:
        """Accept what is in doubt on this card."""
        doubtful = self._corrections.in_doubt
        self._show(accepted(self._corrections.accept()), doubtful)

    def undo(self) -> None:
        """Take the last step back."""
        if self._corrections.undo():
            self._show(UNDONE)

    def reset(self) -> None:
        """Go back to what was read."""
        if self._corrections.reset():
            self._show(AS_READ)

    def find(self, box: "list[float]") -> None:
        """Read what is in a box that a person has drawn, in pixels of the picture."""
        begin(self._find(box))

    async def _find(self, box: "list[float]") -> None:
        self._say_note("")
        self._figure.dataset.finding = ""
        try:
            found = await read_part(self._card.picture, self._figure.querySelector(".photo"), box)
        except Uncut:
            self._say_note(UNCUT)
        except Exception as error:  # noqa: BLE001 whatever it is, it is said where it was asked
            self._say_note(told(error)[1])
        else:
            self._add(found or [Mark(box, missed=True)])
        finally:
            self._figure.removeAttribute("data-finding")
            for rectangle in self._figure.querySelectorAll(".marquee"):
                rectangle.remove()

    def _add(self, found: "list[Mark]") -> None:
        numbers = []
        for mark in found:
            number = self._known(mark.box)
            if number is None:
                number = self._corrections.add(mark)
            elif not self._corrections.marks[number].digit and mark.digit:
                self._corrections.say(number, mark.digit)
            numbers.append(number)
        self._card.chosen = numbers[0]
        mark = self._corrections.marks[numbers[0]]
        self._show(said_aloud(mark) if mark.digit else UNREAD, numbers)
        if not mark.digit:
            self._say_note(UNREAD)
        self._card.boxes.focus(still=True)

    def _known(self, box: "list[float]") -> "int | None":
        """The mark that has this box already."""
        for number, mark in enumerate(self._corrections.marks):
            if not mark.gone and overlap(mark.box, box) > SAME:
                return number
        return None

    # The panel.

    def toggle(self) -> None:
        """Open the panel with the text and the buttons, or close it."""
        if not self._panel:
            self._open()
        opened = self._panel.hidden
        self._panel.hidden = not opened
        button = self._card.element.querySelector(".correct")
        button.setAttribute("aria-expanded", "true" if opened else "false")
        if not opened:
            self._mark_missed(on=False)

    def _open(self) -> None:
        template = document.getElementById("correcting").content
        panel = document.importNode(template, True).firstElementChild  # noqa: FBT003 as the browser has it
        self._panel = panel
        buttons = panel.querySelectorAll("[data-digit]")
        for button, label in zip(buttons, labels()):  # noqa: B905 the last is for none
            button.dataset.digit = button.textContent = label
        self._field = panel.querySelector(".field")
        try:
            self._field.contentEditable = "plaintext-only"
        except Exception:  # noqa: BLE001 an older browser: what is pasted keeps its looks there
            self._field.contentEditable = "true"
        self._fill()
        panel.addEventListener("click", self._clicked)
        panel.addEventListener("keydown", self._pressed)
        self._field.addEventListener("input", lambda _: self._wait())
        self._field.addEventListener("blur", lambda _: self._typed())
        self._card.element.querySelector(".copying").append(panel)
        panel.hidden = True

    def _clicked(self, event: "Any") -> None:
        button = event.target.closest("button")
        if not button:
            return
        if button.hasAttribute("data-digit"):
            self.say(button.dataset.digit)
            return
        act = button.dataset.act
        if act == "missed":
            self._mark_missed(on=button.getAttribute("aria-pressed") != "true")
        else:
            {"accept": self.accept, "undo": self.undo, "reset": self.reset}[act]()

    def _pressed(self, event: "Any") -> None:
        if not event.target.closest(".field"):
            self.press(event)
        elif event.key == "Escape":
            self._type()
            self.toggle()
            self._card.element.querySelector(".correct").focus()

    def _mark_missed(self, *, on: bool) -> None:
        """Let a finger draw a box, which scrolls the page else."""
        self._figure.toggleAttribute("data-marking", on)
        button = self._panel.querySelector("[data-act=missed]")
        button.setAttribute("aria-pressed", "true" if on else "false")

    def _wait(self) -> None:
        clearTimeout(self._timer)
        self._timer = setTimeout(self._type, TYPING_MS)

    def _typed(self) -> None:
        """Somebody has left the field."""
        self._type()
        self._typing = False

    def _type(self, _: "Any" = None) -> None:
        """Take the text as it stands in the field."""
        clearTimeout(self._timer)
        text = self._field.innerText
        if text.endswith("\n"):
            text = text[:-1]  # by which a browser shows the last line while it is empty
        if text == self._corrections.text:
            return
        # From what stood there when somebody began to write: what is away for a moment, as the text
        # is written anew, keeps its box, and all of it is one step back.
        if self._typing:
            self._corrections.undo()
        self._typing = self._corrections.type(text)
        self._show("", typed=True)

    # What is shown of it.

    def restore(self) -> str:
        """Show all that was corrected on a card that was made anew; give its sentence."""
        self._show("")
        return " ".join(sum_up(self._corrections))

    def _show(self, aloud: str, changed: "list[int] | None" = None, *, typed: bool = False) -> None:
        """Show what is changed: the marks of these numbers, or any; and say it."""
        self._typing = self._typing and typed
        card, corrections = self._card, self._corrections
        self._say_note("")
        boxes = range(len(corrections.marks)) if changed is None else changed
        for number in boxes:
            self._show_box(number)
        for number in range(len(corrections.marks), card.boxes.count):
            card.boxes.show(number, None)  # undone
        text = corrections.text
        if not card.transcript and len(text) > 1:
            card.widen()
            card.transcript.open()
            card.element.querySelector(".digit").textContent = ""
        if card.transcript:
            card.transcript.rewrite(corrections.pieces(), corrections.marks)
        else:
            self._show_digit(text)
        is_touched = corrections.accepted or corrections.corrected or bool(corrections.unfit)
        is_touched = is_touched or any(is_told(mark.look) for mark in corrections.marks)
        sentences = sum_up(corrections) if is_touched else card.answered
        card.say(sentences[0], sentences[1])
        card.element.querySelector(".copy").hidden = not text
        card.element.toggleAttribute("data-corrected", corrections.corrected)
        card.element.toggleAttribute("data-checked", not corrections.in_doubt)
        self._choose_again()
        self._fill()
        if aloud:
            document.getElementById("status").textContent = aloud
        card.picture.tell()

    def _show_box(self, number: int) -> None:
        mark, boxes = self._corrections.marks[number], self._card.boxes
        if number == boxes.count:
            boxes.add(mark.box)
            boxes.open()
        boxes.show(number, None if mark.look == GONE else mark.box)
        name = say_mark(mark)
        if mark.look in (SURE, DOUBTFUL) and not mark.missed:  # as it was named at first
            digit = {"digit": mark.read, "confidence": mark.confidence, "sure": mark.sure}
            read = [each for each in self._corrections.marks if each.read is not None]
            count = sum(1 for each in read if not each.missed)
            name = name_box(digit, number, count)
        boxes.mark(number, mark.look, name, mark.digit)

    def _show_digit(self, text: str) -> None:
        digit = self._card.element.querySelector(".digit")
        digit.textContent = text
        digit.classList.remove("rather-none")
        looks = [mark.look for mark in self._corrections.marks if mark.digit]
        digit.classList.toggle("corrected", bool(looks) and looks[0] in (CORRECTED, ADDED))

    def _choose_again(self) -> None:
        """Choose what was chosen, or the first that is there where that is gone."""
        marks = self._corrections.marks
        there = [each for row in self._corrections.rows() for each in row]
        if there:
            chosen = self._card.chosen
            is_there = chosen < len(marks) and not marks[chosen].gone
            self._card.choose(chosen if is_there else there[0])

    def _fill(self) -> None:
        """Write the text into the field, unless somebody is writing there."""
        field = self._field
        if field and not field.isSameNode(document.activeElement):
            field.textContent = self._corrections.text

    def _say_note(self, sentence: str) -> None:
        self._note.textContent = sentence
