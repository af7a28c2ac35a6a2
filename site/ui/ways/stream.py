"""The picture of a camera: asked for, shown, and let go."""

import json

from js import JSON
from pyscript import window

from ui.task import begin

TYPE_CHECKING = False
if TYPE_CHECKING:  # MicroPython has no typing
    from collections.abc import Callable
    from typing import Any

# Pixels that are asked for: most cameras have them at full speed, and a page of numbers is read
# from them. A browser gives what comes near.
WIDTH, HEIGHT = 1920, 1080


class Stream:
    """Shows a camera in a <video>, one at a time.

    `ended` is called when the camera stops by itself, and `muted` with whether it gives no picture.
    """

    def __init__(
        self, video: "Any", ended: "Callable[[], None]", muted: "Callable[[bool], None]"
    ) -> None:
        self._video = video
        self._ended = ended
        self._muted = muted
        self._turn = 0  # goes up with every start and stop, so that a camera knows that it is late
        self._media: Any = None
        self._track: Any = None

    async def start(self, camera: str) -> bool:
        """Show a camera by its number of the browser, or the one that looks away from the visitor.

        Gives whether it is shown: not, where it was stopped meanwhile. Raises the browser's error.
        """
        self.stop()
        turn = self._turn
        wanted: dict[str, Any] = {"width": {"ideal": WIDTH}, "height": {"ideal": HEIGHT}}
        if camera:
            wanted["deviceId"] = {"exact": camera}
        else:
            wanted["facingMode"] = {"ideal": "environment"}
        constraints = JSON.parse(json.dumps({"audio": False, "video": wanted}))
        media = await window.navigator.mediaDevices.getUserMedia(constraints)
        if turn != self._turn:
            _let_go(media)
            return False
        self._media = media
        self._track = track = media.getVideoTracks()[0]
        track.addEventListener("ended", lambda _: turn == self._turn and self._ended())
        track.addEventListener("mute", lambda _: turn == self._turn and self._muted(True))  # noqa: FBT003 what it says
        track.addEventListener("unmute", lambda _: turn == self._turn and self._muted(False))  # noqa: FBT003 what it says
        self._video.srcObject = media
        begin(self._play(turn))
        return True

    def stop(self) -> None:
        """Let the camera go, now."""
        self._turn += 1
        if self._media:
            _let_go(self._media)
            self._video.srcObject = None
        self._media = self._track = None

    async def cameras(self) -> "list[tuple[str, str]]":
        """Give the number and the name of each camera; names are known once one is shown."""
        devices = await window.navigator.mediaDevices.enumerateDevices()
        return [
            (each.deviceId, each.label)
            for each in devices
            if each.kind == "videoinput" and each.deviceId
        ]

    @property
    def camera(self) -> str:
        """The number of the camera that is shown."""
        return str(self._track.getSettings().deviceId) if self._track else ""

    @property
    def has_torch(self) -> bool:
        """Whether the camera that is shown has a light of its own."""
        if not self._track or not hasattr(self._track, "getCapabilities"):
            return False
        return bool(getattr(self._track.getCapabilities(), "torch", False))

    async def light(self, *, on: bool) -> None:
        """Turn the light on or off."""
        await self._track.applyConstraints(JSON.parse(json.dumps({"advanced": [{"torch": on}]})))

    async def _play(self, turn: int) -> None:
        try:
            await self._video.play()
        except Exception:
            if turn == self._turn:  # else it was stopped before it began
                raise


def _let_go(media: "Any") -> None:
    for track in media.getTracks():
        track.stop()
