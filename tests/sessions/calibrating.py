"""A guide run on a posed board in simulated time, and what it showed, kept and said."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tests.scripted_board import ScriptedLink
from trainer.acquisition.board import BoardSetup, tilting_board
from trainer.acquisition.feed import BoardFeed
from trainer.link.connection import Connection
from trainer.link.stream import StreamRequest
from trainer.motion.dome_balance import EmptyBoard
from trainer.recording.body import BodySetup, SacrumSetup
from trainer.recording.dome import Dome
from trainer.recording.guidance import Answer, Finished, Guidance, Guide
from trainer.recording.load import LoadSetup
from trainer.recording.sensor import (
    STEP_FRONT,
    STEP_LEVEL,
    UNCALIBRATED,
    SensorCalibration,
    SensorSetup,
)
from trainer.recording.trial import BoardIdentity
from trainer.sessions.board import OpenBoard

CALIBRATED = SensorCalibration(counter=3, steps=frozenset({STEP_LEVEL, STEP_FRONT}))
RATE_HZ = 100
"""Slower than boards run: the same seconds with a fifth of the work."""
Knots = list[tuple[float, float, float]]


def opened(
    source: Any,
    calibration: SensorCalibration = UNCALIBRATED,
    load: LoadSetup | None = None,
    body: BodySetup | None = None,
    sacrum: SacrumSetup | None = None,
) -> OpenBoard:
    """A board that streams what the source says."""
    load_rate_hz = round(load.rate_hz) if load else 0
    body_rate_hz = RATE_HZ if body else 0
    request = StreamRequest(RATE_HZ, body_rate_hz=body_rate_hz, load_rate_hz=load_rate_hz)
    connection = Connection(ScriptedLink(source), request)
    hello = connection.connect()
    connection.start()
    known = BoardSetup(calibration, load=load, body=body, sacrum=sacrum)
    intake = tilting_board(SensorSetup(rate_hz=RATE_HZ), known)
    feed = BoardFeed(connection, intake)
    feed.open()
    identity = BoardIdentity("serial:scripted", hello.board_id)
    return OpenBoard(feed, connection, intake, identity, calibration, hello=hello)


@dataclass
class Run:
    """What a guide did."""

    finished: Finished
    moments: list[Guidance]
    kept: list[Any] = field(default_factory=list)

    @property
    def prompts(self) -> list[str]:
        """Each prompt once, in order."""
        return list(dict.fromkeys(moment.prompt for moment in self.moments if moment.step))

    @property
    def notices(self) -> set[str]:
        """Everything that was noticed."""
        return {moment.notice for moment in self.moments}

    def line(self, label: str) -> str:
        """The text of a line of the result."""
        return dict(self.finished.lines)[label]


def followed(
    guide_of: Callable[[Callable[[Any], Any]], Guide],
    answer: Callable[[Guidance], Answer | None] = lambda _: None,
) -> Run:
    """Run a guide, which is given what keeps its result, to its end; `answer` each moment."""
    kept: list[Any] = []

    def keep(result: Any) -> Any:
        kept.append(result)
        return result

    guide, moments = guide_of(keep), []
    said: Answer | None = None
    while True:
        try:
            moments.append(guide.send(said))
            said = answer(moments[-1])
        except StopIteration as end:
            return Run(end.value, moments, kept)


def assert_refused(run: Run, *words: str) -> None:
    """Nothing kept, and one line that holds these words."""
    assert not run.finished.passed
    assert run.kept == []
    assert len(run.finished.advice.splitlines()) == 1
    assert [word for word in words if word not in run.finished.advice] == []


def rolled(
    rims_deg: Callable[[float], float], *turns_deg: float, from_s: float = 8.0, speed: float = 40.0
) -> Knots:
    """Lying alone, pressed to the toe edge, then so many degrees round and round, with 2 s rests.

    `rims_deg` tells the tilt by direction; positive turns go from the toes to the right.
    """
    alone = EmptyBoard(Dome(2)).lies_deg
    knots = [(0.0, *alone), (4.5, *alone), (5.5, rims_deg(0.0), 0.0)]
    t, at = from_s, 0.0
    for turn in turns_deg:
        steps = np.arange(0, abs(turn) + 1, 2.0)
        for step in steps:
            direction = np.radians(at + np.sign(turn) * step)
            tilt = rims_deg(float(np.degrees(direction)) % 360.0)
            knots.append((t + step / speed, tilt * np.cos(direction), tilt * np.sin(direction)))
        at, t = at + turn, t + steps[-1] / speed + 2.0
        knots.append((t, *knots[-1][1:]))
    knots.append((t + 30.0, *knots[-1][1:]))
    return knots
