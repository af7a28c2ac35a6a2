"""A server that can die and come back, break off, and be told what to say of a file's age."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from serve import SiteHandler, SiteServer, make_server
from tests.serving import POLL_SECONDS


class Host:
    """A server of one folder, which can be stopped and started again at the same address.

    `asked` are the paths that were asked for since the last `start`, below the prefix. `cut` are
    those whose connection breaks without an answer. `max_age` is for how many seconds a browser is
    told that it need not ask for a file again; with None it is told to ask each time.
    """

    def __init__(self, root: Path, prefix: str = "/") -> None:
        self.root = root
        self.prefix = prefix
        self.asked: list[str] = []
        self.cut: set[str] = set()
        self.max_age: int | None = None
        self._port = 0
        self._server: SiteServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self._port}{self.prefix}"

    def start(self) -> None:
        """Serve."""
        self.asked = []
        server = make_server(self._port, self.root, self.prefix)
        server.RequestHandlerClass = _handler(self)
        self._server, self._port = server, server.server_address[1]
        self._thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,))
        self._thread.start()

    def stop(self) -> None:
        """Die; nothing happens where it is dead already."""
        if self._server and self._thread:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server = None


def _handler(host: Host) -> type[BaseHTTPRequestHandler]:
    class Handler(SiteHandler):
        def do_GET(self) -> None:  # noqa: N802 the base class's name
            path = self.path.removeprefix(host.prefix)
            host.asked.append(path)
            if path in host.cut:
                self.close_connection = True
            else:
                super().do_GET()

        def do_POST(self) -> None:  # noqa: N802 as the base class's
            host.asked.append(f"POST {self.path}")
            self.send_error(405)

        def send_header(self, keyword: str, value: str) -> None:
            if keyword == "Cache-Control" and host.max_age is not None:
                value = f"max-age={host.max_age}"
            super().send_header(keyword, value)

    return Handler


@contextmanager
def hosting(root: Path, prefix: str = "/") -> Iterator[Host]:
    """Serve a folder until the end, or until the host is stopped."""
    host = Host(root, prefix)
    host.start()
    try:
        yield host
    finally:
        host.stop()
