"""What the page can ask of the worker: `start` once, then `read` as often as it likes.

Answers are text, plain data that crosses between threads. No error of a picture is lost, and none
stops the worker.
"""

import asyncio
import io
import json
import traceback
from collections.abc import Awaitable
from typing import Any

import numpy as np
from js import console, performance
from PIL import Image, ImageDraw

import reader
from engine.check import FILE, check
from engine.decoder import Pixels, decode
from engine.errors import EngineError
from engine.files import load
from engine.network import Classifier, open_backend
from engine.networks import open_networks
from engine.preview import preview, shows
from engine.viewer import Viewer
from engine.webp import fetch, is_webp, link
from reader import CardError, Options, ReadError, Reading, Undecodable
from reader.decode.picture import Picture
from reader.networks import NetworkError, Networks

WARM = (400, 300)  # pixels, of a picture with a 7: every stage of a reading has something to do

# Requests that the browser is to note: many times those of a start. By itself it stops at 250.
NOTED = 10_000


class Session:
    """A worker's life: two networks, opened once, and the pictures read with them."""

    _networks: Networks
    _classifier: Classifier
    _webp: asyncio.Task[bytes]
    _check: asyncio.Task[bytes]

    def __init__(self) -> None:
        self._viewer = Viewer()

    async def start(self, base: str) -> str:
        """Open the networks of the page at `base`; give the reason why not, or nothing."""
        performance.setResourceTimingBufferSize(NOTED)
        try:
            await open_backend(base)
            self._networks, self._classifier = await open_networks(base)
        except (EngineError, CardError, NetworkError) as error:
            return str(error)
        # Before any picture is there: once one is, nothing is asked of the server.
        self._webp = asyncio.create_task(fetch(base))
        self._check = asyncio.create_task(load(base, FILE))
        await asyncio.sleep(0)  # so that they are asked for before the page is told
        return ""

    def warm(self) -> None:
        """Read a picture of the worker's own: a browser compiles what runs when it first does."""
        self._read_own()

    def look(self, pixels: Any) -> str:
        """Look inside the classifier while it reads one digit: see engine.inside, as JSON.

        `pixels` are those of the digit in a Reading, 784 grey levels in an ArrayBuffer.
        """
        from engine.inside import Inside  # noqa: PLC0415 for who looks: the engine starts sooner

        classifier = self._classifier
        inside = Inside(classifier.graph, classifier.files, self._networks.classifier)
        return json.dumps(inside.look(np.frombuffer(pixels.to_bytes(), np.uint8).reshape(28, 28)))

    async def check(self) -> str:
        """Check that this device reads as Keras does: see engine.check, as JSON.

        It tells of the two networks, and how long a whole picture of the worker's own takes, too.
        """
        content = await self._check
        card, finder = self._networks.classifier, self._networks.finder
        found = check(content, self._classifier.classify, card, performance.now)
        found["model"], found["finder"] = card.weights_sha256[:12], finder.weights_sha256[:12]
        found["milliseconds"]["picture"] = round(self._read_own().timings_ms["total"], 1)
        return json.dumps(found)

    def _read_own(self) -> Reading:
        """Read a picture of the worker's own, with a 7."""
        sheet = Image.new("L", WARM, 255)
        ImageDraw.Draw(sheet).line((180, 80, 220, 80, 200, 220), fill=0, width=12)
        content = io.BytesIO()
        sheet.save(content, "JPEG")
        return reader.read(content.getvalue(), None, self._networks)

    async def read(self, name: str | None, data: Any, asked: str = "{}") -> str:
        """Read a picture file, an ArrayBuffer, as it is asked for: the options of the contract.

        They are JSON, `trace` among them. Gives its Reading, or its error, as JSON; beside what
        the contract has, `preview` is the address of a JPEG of a picture that the browser itself
        cannot show.
        """
        return await _told(self._read(name, data, json.loads(asked)))

    async def read_drawing(self, name: str | None, data: Any, sizes: Any, asked: str) -> str:
        """Read an SVG that the page has drawn, an ArrayBuffer of RGBA.

        `sizes` are its width and height in these pixels, and those that the file states. Gives its
        Reading, or its error, as JSON.
        """
        width, height, *original = (round(each) for each in sizes)
        pixels = Pixels(data.to_bytes(), (width, height), (original[0], original[1]))
        return await _told(self._read_pixels(name, pixels, "SVG", json.loads(asked)))

    async def _read(self, name: str | None, data: Any, asked: dict[str, Any]) -> dict[str, Any]:
        options, trace = Options.of(asked), bool(asked.get("trace"))
        content = data.to_bytes()
        if is_webp(content):
            link(await self._webp)
        unheeded = await self._viewer.unheeded(content)
        decoded: list[Picture] = []
        try:
            reading = reader.read(
                content,
                name,
                self._networks,
                trace=trace,
                unheeded=unheeded,
                options=options,
                watch=decoded.append,
            )
        except Undecodable as error:
            pixels = await decode(data)
            if pixels is None:
                raise
            return await self._read_pixels(name, pixels, error.kind, asked)
        told = reading.as_dict()
        # What is read again has been shown.
        if not reading.options and not await shows(reading.source.format, data):
            told["preview"] = preview(decoded[0].pixels)
        return told

    async def _read_pixels(
        self, name: str | None, pixels: Pixels, kind: str, asked: dict[str, Any]
    ) -> dict[str, Any]:
        return reader.read_pixels(
            pixels.rgba,
            pixels.size,
            pixels.original,
            (kind, name),
            self._networks,
            trace=bool(asked.get("trace")),
            options=Options.of(asked),
        ).as_dict()

    def requests(self, moment: float) -> str:
        """Give the addresses that this worker has asked for since a moment, a list as JSON.

        The moment is in milliseconds since 1970. The browser has noted them; what has a blob: or
        data: address was in the worker already and is left out.
        """
        begun = moment - performance.timeOrigin
        return json.dumps(
            [
                entry.name
                for entry in performance.getEntriesByType("resource")
                if entry.startTime >= begun and not entry.name.startswith(("blob:", "data:"))
            ]
        )


async def _told(reading: Awaitable[dict[str, Any]]) -> str:
    """Give a Reading, or the error instead of it, as JSON; only ReadErrors speak to visitors."""
    try:
        return json.dumps(await reading)
    except ReadError as error:
        return _failed(error.code, str(error))
    except MemoryError:
        return _failed(
            "too-large",
            "This picture needs more memory than this browser has. "
            "A smaller copy will do: 2,000 pixels across are plenty.",
        )
    except Exception:  # noqa: BLE001 beyond this border an exception is only a message
        console.error(traceback.format_exc())
        return _failed(
            "engine-failed",
            "Inkling failed while it read this picture, and that is Inkling's own fault. The page "
            "goes on working; another picture, or a smaller copy of this one, may do.",
        )


def _failed(code: str, message: str) -> str:
    return json.dumps({"error": {"code": code, "message": message}})
