"""Keys and a mouse for a screen that nobody sees: what a person does there, by the XTEST extension.

Xvfb has it, and it is spoken here by hand, so that no tool has to be installed for it.
"""

import socket
import struct
import time
from types import TracebackType

from tests.end_to_end.framebuffer import Screen

KEY_DOWN, KEY_UP, BUTTON_DOWN, BUTTON_UP, MOVED = 2, 3, 4, 5, 6
LEFT_BUTTON = 1
KEYSYMS = {"Enter": 0xFF0D, "Esc": 0xFF1B, "Space": 0x20, "F11": 0xFFC8}
KEYSYMS |= {"←": 0xFF51, "↑": 0xFF52, "→": 0xFF53, "↓": 0xFF54}
QUERY_EXTENSION, KEYBOARD_MAPPING, FAKE_INPUT = 98, 101, 2
HELD_S = 0.05


class Fingers:
    """One hand on the keyboard and the mouse of a screen."""

    def __init__(self, screen: Screen) -> None:
        self._server = socket.socket(socket.AF_UNIX)
        self._server.connect(f"/tmp/.X11-unix/X{screen.name.lstrip(':')}")
        self._server.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        accepted, length = struct.unpack("<BxHHH", self._read(8))[::3]
        self._first_key, self._last_key = self._read(4 * length)[26:28]
        assert accepted == 1, "the screen lets nobody in"
        name = b"XTEST"
        self._send(struct.pack("<BxHHxx", QUERY_EXTENSION, 4, len(name)) + name.ljust(8, b"\0"))
        there, self._xtest = self._reply()[8:10]
        assert there, "this X server lets nobody else press keys"
        self._codes = self._key_codes()

    def __enter__(self) -> "Fingers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()

    def press(self, key: str) -> None:
        """A key by the name that the screens call it, or by its letter."""
        code = self._codes[KEYSYMS.get(key) or ord(key.lower())]
        self._fake(KEY_DOWN, code)
        time.sleep(HELD_S)
        self._fake(KEY_UP, code)

    def point(self, x: float, y: float) -> None:
        """Move the mouse there, in pixels of the screen."""
        self._fake(MOVED, 0, round(x), round(y))

    def click(self, x: float, y: float) -> None:
        self.point(x, y)
        self._fake(BUTTON_DOWN, LEFT_BUTTON)
        time.sleep(HELD_S)
        self._fake(BUTTON_UP, LEFT_BUTTON)

    def _fake(self, kind: int, detail: int, x: int = 0, y: int = 0) -> None:
        about = struct.pack(
            "<BBHBBxxII8xhh8x", self._xtest, FAKE_INPUT, 9, kind, detail, 0, 0, x, y
        )
        self._send(about)

    def _key_codes(self) -> dict[int, int]:
        """The key for each sign that is on one without shift."""
        keys = self._last_key - self._first_key + 1
        self._send(struct.pack("<BxHBBxx", KEYBOARD_MAPPING, 2, self._first_key, keys))
        reply = self._reply()
        each = reply[1]
        signs = struct.unpack(f"<{keys * each}I", reply[32:])[::each]
        return {sign: self._first_key + at for at, sign in reversed(list(enumerate(signs)))}

    def _send(self, request: bytes) -> None:
        self._server.sendall(request)

    def _reply(self) -> bytes:
        head = self._read(32)
        assert head[0] == 1, f"the screen refused: {head.hex()}"
        return head + self._read(4 * struct.unpack_from("<I", head, 4)[0])

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            part = self._server.recv(size - len(data))
            assert part, "the screen is gone"
            data += part
        return data
