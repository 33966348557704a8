"""`cursor_lag_ms`, `cursor_rms_deg` and what goes with them: the drawn tilt against the true one.

The truth is taken when the frame's light appears. Two peers are drawn in the same frames: the
newest sample, and a straight line along its rate. Nothing here is a timing: time is cranked.
"""

import os
from functools import cache
from pathlib import Path

import numpy as np

from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.placing import SMALL
from games.engine.watches import RimLimit
from tests.benchmarks.row import Row, part
from tests.drawn_cursor import Drawn, Way, drawn, lag_ms, rms_deg
from tests.known_motions import LEAD_IN, falls, moves, recordings, rest, sway
from trainer.recording.columns import FloatArray
from trainer.recording.envelope import assumed_rim, round_rim
from trainer.recording.vocabulary import Source

LIKE_AN_UNO = Way(0.004)
WAYS = {
    "": LIKE_AN_UNO,
    "_at_once": Way(),
    "_16_ms": Way(0.016),
    "_16_ms_screen_20": Way(0.016, screen_s=0.020),
}
SWAY_S, REST_S, RECORDED_S, LEAST_S = 40.0, 30.0, 30.0, 3.0
MOVE_S, MOVE_DEG, MOVES = 0.3, 10.0, 12
DATA = os.environ.get("BAPS_TEST_DATA") or Path(__file__).resolve().parents[2] / "../shared/data"
FOLDER = Path(DATA) / "wobbleboard"
NEWEST, STRAIGHT, FREE = "newest sample", "straight line", "not held to the rim"


def rows(share: float = 1.0) -> list[Row]:
    return [
        *_sway_rows(share),
        *_recording_rows(share),
        *_rest_rows(share),
        *_overshoot_rows(share),
        *_fall_rows(),
    ]


def _sway_rows(share: float) -> list[Row]:
    """Motion up to 2 Hz, for each way the bytes and the light may take."""
    listed: list[Row] = []
    motion = sway(max(LEAST_S, SWAY_S * share))
    for ending, way in WAYS.items():
        frames = drawn(motion, way)
        for name, unit, of in (
            (f"cursor_lag_ms{ending}", "ms", lambda tilt, frames=frames: lag_ms(tilt, frames)),
            (f"cursor_rms_deg{ending}", "deg", lambda tilt, frames=frames: _error(tilt, frames)),
        ):
            listed += [
                Row(name, of(frames.predicted), unit, NEWEST, of(frames.newest)),
                Row(name, of(frames.predicted), unit, STRAIGHT, of(frames.straight)),
            ]
    return listed


def _recording_rows(share: float) -> list[Row]:
    """The worst of the real recordings, by its error as a share of the newest sample's."""
    found: list[tuple[float, float]] = []
    ticks = round(1000 * (LEAD_IN.ends_s + 1 + max(LEAST_S, RECORDED_S * share)))
    for _, motion in recordings(FOLDER):
        frames = drawn(motion[:ticks], LIKE_AN_UNO)
        newest = _error(frames.newest, frames)
        found.append(
            (_error(frames.predicted, frames) / newest, _error(frames.straight, frames) / newest)
        )
        if share < 1.0:
            break
    if not found:
        return []
    ours, straight = np.max(found, axis=0).tolist()
    return [Row("cursor_worst_recording_share", ours, "of newest's", STRAIGHT, straight)]


def _rest_rows(share: float) -> list[Row]:
    """What a still board's light does, in pixels, as a whole and from frame to frame."""
    frames = drawn(
        rest(max(LEAST_S, REST_S * share) + LEAD_IN.ends_s + 1), WAYS["_16_ms_screen_20"]
    )
    scale = _px_per_deg()
    drift, step = _spread, lambda tilt: rms_deg(np.diff(tilt, axis=0))
    return [
        Row(name, scale * of(frames.predicted), "px", NEWEST, scale * of(frames.newest))
        for name, of in (("cursor_rest_px", drift), ("cursor_rest_step_px", step))
    ]


def _overshoot_rows(share: float) -> list[Row]:
    """How far beyond the turning point of a quick move the light goes, at worst."""
    listed: list[Row] = []
    motion = moves(MOVE_S, MOVE_DEG, times=part(MOVES, share, least=2))
    for ending, way in (("", LIKE_AN_UNO), ("_16_ms_screen_20", WAYS["_16_ms_screen_20"])):
        frames = drawn(motion, way)
        ours, straight = _beyond_px(frames.predicted), _beyond_px(frames.straight)
        listed.append(Row(f"cursor_overshoot_px{ending}", ours, "px", STRAIGHT, straight))
    return listed


def _fall_rows() -> list[Row]:
    """How far beyond a measured rim the light goes that the game draws, after a fall on it."""
    listed: list[Row] = []
    motion, limit = falls(MOVE_DEG), RimLimit(round_rim(MOVE_DEG, Source.MEASURED))
    for ending, way in (("", LIKE_AN_UNO), ("_16_ms_screen_20", WAYS["_16_ms_screen_20"])):
        frames = drawn(motion, way)
        pairs = zip(frames.predicted.tolist(), frames.newest.tolist(), strict=True)
        held = np.array([limit.held(tuple(ahead), tuple(newest)) for ahead, newest in pairs])
        ours, free = _beyond_px(held), _beyond_px(frames.predicted)
        listed.append(Row(f"cursor_beyond_rim_px{ending}", ours, "px", FREE, free))
    return listed


def _beyond_px(tilt: FloatArray) -> float:
    return _px_per_deg() * float(max(tilt[:, 0].max() - MOVE_DEG, -tilt[:, 0].min()))


def _error(tilt: FloatArray, frames: Drawn) -> float:
    return rms_deg(tilt - frames.true)


def _spread(tilt: FloatArray) -> float:
    return rms_deg(tilt - tilt.mean(axis=0))


@cache
def _px_per_deg() -> float:
    """The field's scale on a small screen with a dome of level 2."""
    return FieldMap.of(Layout(SMALL), assumed_rim(2)).px_per_deg
