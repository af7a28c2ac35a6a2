"""GitHub Pages as a server: what is compressed, what is kept for how long, and every byte counted.

Text, JSON, SVG and WebAssembly are sent with gzip (level 6), archives and weights as they are, and
a browser keeps each file for ten minutes without asking. GitHub Pages speaks HTTP/2; this server
speaks HTTP/1.1 and keeps connections alive, of which a browser opens six: a page of many small
files waits a little longer here than there, whosever page it is.
"""

import gzip
import hashlib
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from bench.line import PART_BYTES, Line
from serve import HOST, TYPES

GZIP_LEVEL: Final = 6
KEPT_SECONDS: Final = 600
COMPRESSED: Final = (
    *("text/", "image/svg+xml", "application/javascript", "application/json", "application/toml"),
    *("application/manifest+json", "application/xml", "application/wasm"),
)
POLL_SECONDS: Final = 0.02  # how often the server looks whether it is to stop


@dataclass(frozen=True)
class Copy:
    """A file as it is sent: its type, its tag, and its bytes, in gzip where `encoded`."""

    kind: str
    tag: str
    body: bytes
    encoded: bool


def copies(root: Path) -> dict[str, Copy]:
    """Make ready all files of a site, by their paths below it; later changes are not seen."""
    found = {}
    for file in sorted(root.rglob("*")):
        if not file.is_file():
            continue
        body = file.read_bytes()
        kind = TYPES.get(file.suffix.lower(), "application/octet-stream")
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        encoded = kind.startswith(COMPRESSED)
        if encoded:
            body = gzip.compress(body, GZIP_LEVEL, mtime=0)
        found[file.relative_to(root).as_posix()] = Copy(kind, tag, body, encoded)
    return found


class Publication:
    """A site at one address of this machine, which can be taken away and brought back.

    `line` is what its bytes travel over; where it is None, they are there at once.
    """

    def __init__(self, files: dict[str, Copy]) -> None:
        self.files = files
        self.line: Line | None = None
        self._sent: list[tuple[float, int]] = []
        self._delivered: list[tuple[float, str]] = []
        self._port = 0
        self._server: _Server | None = None

    @property
    def url(self) -> str:
        """The address of the page, the same after it was away."""
        return f"http://{HOST}:{self._port}/"

    def open(self) -> None:
        """Begin to answer."""
        self._server = _Server(self, self._port)
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(POLL_SECONDS,)).start()

    def close(self) -> None:
        """End every connection and refuse new ones."""
        if self._server:
            self._server.stop()
            self._server = None

    def note(self, count: int) -> None:
        """Write down that so many bytes have gone out now."""
        self._sent.append((time.time(), count))

    def sent(self, until: float = float("inf")) -> int:
        """Bytes that went out, headers among them, until a time in seconds of the epoch."""
        return sum(count for when, count in self._sent if when <= until)

    def deliver(self, path: str) -> None:
        """Write down that a file has gone out as a whole now."""
        self._delivered.append((time.time(), path))

    def unpacked(self, until: float = float("inf")) -> int:
        """Bytes of the files that went out as a whole until then, once they are unpacked."""
        sent = (self.files[path] for when, path in self._delivered if when <= until)
        return sum(len(gzip.decompress(each.body) if each.encoded else each.body) for each in sent)


@contextmanager
def published(files: dict[str, Copy]) -> Iterator[Publication]:
    """Publish a site's copies at a free port; it is gone at the end, whatever happened."""
    publication = Publication(files)
    publication.open()
    try:
        yield publication
    finally:
        publication.close()


class _Server(ThreadingHTTPServer):
    def __init__(self, publication: Publication, port: int) -> None:
        self.publication = publication
        self._open: set[socket.socket] = set()
        super().__init__((HOST, port), _Handler)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        # Connections that are kept alive have threads of their own, which would go on answering.
        for connection in self._open.copy():
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError as gone:
                print(f"a connection had ended by itself ({gone})", file=sys.stderr)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A visitor who has left is no error.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Wire:
    """Writes to a connection as fast as the line lets it, and has every byte counted."""

    def __init__(self, connection: socket.socket, publication: Publication) -> None:
        self._connection = connection
        self._publication = publication
        self.closed = False

    def write(self, content: bytes) -> int:
        view = memoryview(content)
        for start in range(0, len(view), PART_BYTES):
            part = view[start : start + PART_BYTES]
            if self._publication.line:
                self._publication.line.carry(len(part))
            # Before it goes: who has received it finds it counted.
            self._publication.note(len(part))
            self._connection.sendall(part)
        return len(view)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        self.closed = True


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "Pages"
    sys_version = ""
    disable_nagle_algorithm = True  # headers and file are two writes

    def setup(self) -> None:
        super().setup()
        self.wfile = _Wire(self.connection, self.server.publication)  # type: ignore[assignment]

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class's name
        """Keep the terminal to the figures."""

    def _answer(self, *, with_body: bool) -> None:
        if self.server.publication.line:
            self.server.publication.line.answer()
        path = unquote(urlsplit(self.path).path).removeprefix("/")
        if path == "" or path.endswith("/"):
            path += "index.html"
        copy = self.server.publication.files.get(path)
        if copy is None:
            self.send_response(HTTPStatus.NOT_FOUND)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        known = copy.tag in self.headers.get("If-None-Match", "")
        body = copy.body
        encoded = copy.encoded
        if encoded and "gzip" not in self.headers.get("Accept-Encoding", ""):
            body, encoded = gzip.decompress(body), False
        self.send_response(HTTPStatus.NOT_MODIFIED if known else HTTPStatus.OK)
        self.send_header("ETag", copy.tag)
        self.send_header("Cache-Control", f"max-age={KEPT_SECONDS}")
        self.send_header("Vary", "Accept-Encoding")
        if not known:
            self.send_header("Content-Type", copy.kind)
            self.send_header("Content-Length", str(len(body)))
            if encoded:
                self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if with_body and not known:
            self.wfile.write(body)
            self.server.publication.deliver(path)
