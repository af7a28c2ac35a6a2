"""GitHub Pages as a server, over real sockets: what it compresses, counts, and takes away."""

import gzip
import http.client
import time
from urllib.parse import urlsplit

import pytest

from bench.pages import copies, published

TEXT = b"body { color: black }\n" * 100
WHEEL = bytes(range(256)) * 200


@pytest.fixture
def site(tmp_path):
    (tmp_path / "index.html").write_bytes(b"<title>page</title>")
    (tmp_path / "style.css").write_bytes(TEXT)
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "python.wasm").write_bytes(b"\0asm" + bytes(1000))
    (tmp_path / "vendor" / "digits.whl").write_bytes(WHEEL)
    return copies(tmp_path)


@pytest.fixture
def publication(site):
    with published(site) as publication:
        yield publication


@pytest.fixture
def connection(publication):
    connection = http.client.HTTPConnection(urlsplit(publication.url).netloc, timeout=10)
    yield connection
    connection.close()


def ask(connection, path, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers={"Accept-Encoding": "gzip, br", **named})
    response = connection.getresponse()
    return response, response.read()


@pytest.mark.parametrize(
    ("path", "encoding"),
    [
        ("/", "gzip"),
        ("/style.css", "gzip"),
        ("/vendor/python.wasm", "gzip"),
        ("/vendor/digits.whl", None),
    ],
)
def test_text_and_webassembly_are_compressed_and_archives_are_not(connection, site, path, encoding):
    response, body = ask(connection, path)
    assert response.status == 200
    assert response.getheader("Content-Encoding") == encoding
    assert response.getheader("Cache-Control") == "max-age=600"
    assert body == site[path.removeprefix("/") or "index.html"].body


def test_what_is_compressed_is_the_file(connection):
    _, body = ask(connection, "/style.css")
    assert len(body) < len(TEXT)
    assert gzip.decompress(body) == TEXT


def test_who_cannot_decompress_gets_the_file_as_it_is(connection):
    response, body = ask(connection, "/style.css", Accept_Encoding="identity")
    assert response.getheader("Content-Encoding") is None
    assert body == TEXT


def test_a_file_that_the_browser_has_is_not_sent_again(connection):
    response, _ = ask(connection, "/style.css")
    response, body = ask(connection, "/style.css", If_None_Match=response.getheader("ETag"))
    assert (response.status, body) == (304, b"")
    response, body = ask(connection, "/style.css", If_None_Match='"another"')
    assert response.status == 200


def test_what_is_not_there_is_not_found_and_the_connection_lives_on(connection):
    assert ask(connection, "/nothing.js")[0].status == 404
    socket = connection.sock
    assert socket
    assert ask(connection, "/style.css")[0].status == 200
    assert connection.sock is socket


def test_every_byte_is_counted_and_dated(connection, publication):
    assert publication.sent() == 0
    response, body = ask(connection, "/vendor/digits.whl")
    headers = "".join(f"{name}: {value}\r\n" for name, value in response.getheaders())
    whole = len(f"HTTP/1.1 200 OK\r\n{headers}\r\n") + len(body)
    assert publication.sent() == whole
    now = time.time()
    ask(connection, "/style.css")
    assert publication.sent(until=now) == whole
    assert publication.sent() > whole


def test_a_file_that_went_out_counts_as_it_is_unpacked(connection, publication):
    ask(connection, "/style.css")
    ask(connection, "/nothing.js")
    tag = ask(connection, "/vendor/digits.whl")[0].getheader("ETag")
    ask(connection, "/vendor/digits.whl", If_None_Match=tag)
    # An answer follows what is written down of the file before it on the same connection.
    assert publication.unpacked() == len(TEXT) + len(WHEEL)
    assert publication.unpacked(until=0) == 0


def test_bytes_go_over_the_line_where_there_is_one(connection, publication):
    class Line:
        def __init__(self):
            self.answers = 0
            self.bytes = 0

        def answer(self):
            self.answers += 1

        def carry(self, count):
            self.bytes += count

    ask(connection, "/style.css")
    before = publication.sent()
    publication.line = Line()
    ask(connection, "/vendor/digits.whl")
    assert publication.line.answers == 1
    assert publication.line.bytes == publication.sent() - before > len(WHEEL)


def test_when_it_is_gone_neither_old_nor_new_connections_are_answered(connection, publication):
    assert ask(connection, "/")[0].status == 200
    publication.close()
    with pytest.raises(ConnectionError):
        ask(connection, "/")
    connection.close()
    with pytest.raises(ConnectionRefusedError):
        ask(connection, "/")
