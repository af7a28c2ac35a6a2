"""A server that can die and come back, break off, and be as odd as the hosts that there are."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

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
        self.types: dict[str, str] = {}
        self.nosniff = True
        self.is_open = False
        self.moved: dict[str, str] = {}
        self.slashless = False
        self.slash_off = False
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
        server.RequestHandlerClass = type("Handler", (_Handler,), {"host": self})
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


class _Handler(SiteHandler):
    host: Host

    def do_GET(self) -> None:  # noqa: N802 the base class's name
        path = self.path.removeprefix(self.host.prefix)
        self.host.asked.append(path)
        if path in self.host.cut:
            self.close_connection = True
        else:
            super().do_GET()

    def _answer(self, *, with_body: bool) -> None:
        place, _, query = self.path.partition("?")
        path, bare = place.removeprefix(self.host.prefix), self.host.prefix.rstrip("/")
        if path in self.host.moved:
            self._redirect(self.host.prefix + self.host.moved[path])
        elif self.host.slash_off and place == self.host.prefix:
            self._redirect(bare)
        else:
            if self.host.slashless and place == bare:
                self.path = f"{self.host.prefix}?{query}"
            super()._answer(with_body=with_body)

    def do_POST(self) -> None:  # noqa: N802 as the base class's
        self.host.asked.append(f"POST {self.path}")
        self.send_error(405)

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Cache-Control" and self.host.max_age is not None:
            value = f"max-age={self.host.max_age}"
        if keyword == "X-Content-Type-Options" and not self.host.nosniff:
            return
        if keyword == "Access-Control-Allow-Origin" and self.host.is_open:
            return  # it is sent already
        if keyword == "ETag" and self.host.is_open:
            super().send_header("Access-Control-Allow-Origin", "*")
        if keyword == "Content-Type":
            path = urlsplit(self.path).path
            for end, kind in self.host.types.items():
                value = kind if path.endswith(end) else value
        super().send_header(keyword, value)


@contextmanager
def hosting(root: Path, prefix: str = "/") -> Iterator[Host]:
    """Serve a folder until the end, or until the host is stopped."""
    host = Host(root, prefix)
    host.start()
    try:
        yield host
    finally:
        host.stop()
