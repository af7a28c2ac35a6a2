"""The worker's thread, CPython in the browser: opens the network, then reads picture after picture."""

from engine.session import read, start

__export__ = ["read", "start"]
