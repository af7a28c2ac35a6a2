"""A reading leaves nothing behind on the page's thread; `make soak` looks at all the rest."""

from tests.browser.visitor import Visitor
from tests.handwriting import encode, write

READINGS = 6

# Counts how often each promise is asked to call back. One that lives as long as the page, or as its
# worker, keeps all who have asked it.
COUNT = """
() => {
  const {then} = Promise.prototype;
  const asked = new Map();
  Promise.prototype.then = function (...given) {
    asked.set(this, (asked.get(this) ?? 0) + 1);
    return then.apply(this, given);
  };
  window.most = () => {
    Promise.prototype.then = then;
    return Math.max(...asked.values());
  };
}
"""


def test_no_promise_that_stays_is_asked_to_call_back_at_every_reading(settled):
    visitor: Visitor = settled
    visitor.page.evaluate(COUNT)
    for _ in range(READINGS):
        visitor.read(encode(write(3)))
    assert visitor.page.evaluate("most()") < READINGS
