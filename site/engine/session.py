"""What the page can ask of the worker: `start` once, then `read` as often as it likes.

Answers are text, plain data that crosses between threads. No error of a picture is lost, and none
stops the worker.
"""

import asyncio
import io
import json
import traceback
from typing import Any

from js import console, performance
from PIL import Image, ImageDraw

import reader
from engine.errors import EngineError
from engine.network import open_backend
from engine.networks import open_networks
from engine.webp import fetch, is_webp, link
from reader import CardError, ReadError
from reader.networks import NetworkError, Networks

WARM = (400, 300)  # pixels, of a picture with a 7: every stage of a reading has something to do

# Requests that the browser is to note: many times those of a start. By itself it stops at 250.
NOTED = 10_000


class Session:
    """A worker's life: two networks, opened once, and the pictures read with them."""

    _networks: Networks
    _webp: asyncio.Task[bytes]

    async def start(self, base: str) -> str:
        """Open the networks of the page at `base`; give the reason why not, or nothing."""
        performance.setResourceTimingBufferSize(NOTED)
        try:
            await open_backend(base)
            self._networks = await open_networks(base)
        except (EngineError, CardError, NetworkError) as error:
            return str(error)
        # Before any picture is there: once one is, nothing is asked of the server.
        self._webp = asyncio.create_task(fetch(base))
        return ""

    def warm(self) -> None:
        """Read a picture of the worker's own: a browser compiles what runs when it first does."""
        sheet = Image.new("L", WARM, 255)
        ImageDraw.Draw(sheet).line((180, 80, 220, 80, 200, 220), fill=0, width=12)
        content = io.BytesIO()
        sheet.save(content, "JPEG")
        reader.read(content.getvalue(), None, self._networks)

    async def read(self, name: str | None, data: Any, trace: Any = False) -> str:  # noqa: FBT002 a message's parts have no names
        """Read a picture file, an ArrayBuffer, with the trace of its stages if that is wanted.

        Gives its Reading, or its error, as JSON.
        """
        try:
            content = data.to_bytes()
            if is_webp(content):
                link(await self._webp)
            reading = reader.read(content, name, self._networks, trace=bool(trace))
            return json.dumps(reading.as_dict())
        except ReadError as error:
            return _failed(error.code, str(error))
        except Exception as error:  # noqa: BLE001 beyond this border an exception is only a message
            console.error(traceback.format_exc())
            what = f"{type(error).__name__}: {error}".rstrip(": ")
            return _failed(
                "engine-failed",
                f"Inkling failed while it read this picture ({what}). The page goes on working; "
                "another picture, or a smaller copy of this one, may do.",
            )

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


def _failed(code: str, message: str) -> str:
    return json.dumps({"error": {"code": code, "message": message}})
