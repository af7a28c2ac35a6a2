"""The worker, CPython in the browser: opens the network, then reads picture after picture."""

from engine.session import Session

session = Session()
start = session.start
read = session.read

__export__ = ["start", "read"]
