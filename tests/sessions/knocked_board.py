"""A scripted board that somebody tips about or strikes, in simulated time, and a window for it."""

import math
import os
from dataclasses import dataclass, replace

import pytest

from games.engine.setup import LIKELY_STATION
from games.engine.window import Window
from tests.scripted_board import SETUP, ScriptedLink, ScriptedSource, Tilt
from trainer.acquisition.board import BoardSetup, tilting_board
from trainer.acquisition.feed import BoardFeed
from trainer.link.connection import Connection
from trainer.link.stream import StreamRequest
from trainer.recording.sensor import UNCALIBRATED
from trainer.recording.trial import BoardIdentity
from trainer.sessions.board import OpenBoard, wait_for_samples
from trainer.wire.messages import ImuSample

STILL_S = 3.5


def tipped(t_s: float) -> Tilt:
    """Still until the gyroscope's bias is known, then to and fro."""
    late_s = max(t_s - STILL_S, 0.0)
    return 3 * math.sin(2.1 * late_s), 2 * math.sin(3.3 * late_s)


@dataclass
class KnockedSource(ScriptedSource):
    """Strikes at these seconds; the jolt comes as late as the chip's filter makes it."""

    strikes_s: tuple[float, ...] = ()

    def _sample(self, slot: int) -> ImuSample:
        sample, t_s = super()._sample(slot), slot / self.rate_hz - SETUP.delay_us / 1e6
        apart_s = min((abs(t_s - strike) for strike in self.strikes_s), default=1.0)
        ax, ay, az = sample.accel
        jolt = round(1.5 * SETUP.counts_per_g * math.exp(-((apart_s / 0.002) ** 2)))
        return replace(sample, accel=(ax, ay, az + jolt))


def knocked(source: ScriptedSource, uri: str = "serial:scripted") -> OpenBoard:
    """The board, streaming, its first sample delivered."""
    connection = Connection(ScriptedLink(source), StreamRequest())
    hello = connection.connect()
    connection.start()
    streams = tilting_board(SETUP, BoardSetup(UNCALIBRATED))
    feed = BoardFeed(connection, streams)
    feed.open()
    wait_for_samples(feed, lambda _: None)
    identity = BoardIdentity(uri, hello.board_id)
    return OpenBoard(feed, connection, streams, identity, UNCALIBRATED, hello=hello)


def hurried_window(monkeypatch: pytest.MonkeyPatch) -> Window:
    """A small window that never sleeps, so that simulated time passes as fast as it is drawn."""
    os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy")
    monkeypatch.setattr("games.engine.placing.SMALL", (640, 360))
    return Window(LIKELY_STATION, sleep=lambda _seconds: None)
