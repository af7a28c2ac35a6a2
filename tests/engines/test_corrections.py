"""In three engines: a digit is corrected by a key, a text is typed, and the table says so."""

import csv
import io

from tests.engines.test_pad import until
from tests.handwriting import encode, write

CARD = "document.querySelector('#cards > .card[data-name=\"corrected.png\"]')"
# Presses keys at the box of the digit, as a keyboard tells them.
PRESS = f"""
  const box = {CARD}.querySelector(".boxes [role=option]");
  box.focus();
  for (const key of arguments[0]) {{
    const pressed = new KeyboardEvent("keydown", {{key, bubbles: true, cancelable: true}});
    document.activeElement.dispatchEvent(pressed);
  }}
  return {CARD}.querySelector(".boxes [aria-selected=true]").getAttribute("aria-label");
"""
DIGIT = f"return {CARD}.querySelector('.digit').textContent;"
NUMBER = f"return {CARD}.querySelector('.number').textContent;"
TYPE = f"""
  {CARD}.querySelector(".correct").click();
  const field = {CARD}.querySelector(".correcting .field");
  field.focus();
  document.execCommand("selectAll");
  document.execCommand("insertText", false, arguments[0]);
"""
# What the bar's link would save, kept from being saved.
SAVE = """
  const made = URL.createObjectURL;
  let blob;
  URL.createObjectURL = (given) => made.call(URL, blob = given);
  const stop = (event) => event.target.matches("a") && event.preventDefault();
  addEventListener("click", stop, true);
  document.querySelector("#results [data-save=csv]").click();
  removeEventListener("click", stop, true);
  URL.createObjectURL = made;
  return [...new Uint8Array(await blob.arrayBuffer())];
"""


def test_a_digit_is_corrected_and_the_table_says_so(settled):
    settled.pick("corrected.png", encode(write(7)))
    assert settled.browser.ask(PRESS, ["1"]).startswith("1, corrected; read as 7")
    until(settled, DIGIT, "1")
    settled.browser.ask(PRESS, ["Delete", "2"])
    until(settled, DIGIT, "2")
    settled.browser.ask(TYPE, "24")
    until(settled, NUMBER, "24")
    content = bytes(settled.browser.ask(SAVE))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    (row,) = [row for row in rows if row["file"] == "corrected.png"]
    assert (row["text as read"], row["text as corrected"], row["in doubt"]) == ("7", "24", "no")
