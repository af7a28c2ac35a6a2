"""The worker, CPython in the browser: opens the networks, then reads picture after picture."""

from js import performance

performance.mark("program")

from engine.session import Session  # noqa: E402 importing it takes time, which is told

performance.mark("modules")

session = Session()
start = session.start
warm = session.warm
read = session.read
read_drawing = session.read_drawing
requests = session.requests
look = session.look
check = session.check

__export__ = ["start", "warm", "read", "read_drawing", "requests", "look", "check"]
