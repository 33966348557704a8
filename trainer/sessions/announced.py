"""How a board's streams are announced on the network: names, channels, units, and what made them.

Layout and words of the metadata follow what the XDF project recommends for motion capture, and the
kinds of channels are those of BIDS, the convention for brain and motion data.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from zlib import crc32

from trainer.recording.trial import ClockMap
from trainer.sessions.blocks import names_of, unit_of
from trainer.sessions.board import OpenBoard
from trainer.sessions.lsl import MANUFACTURER, Channel, StreamForm
from trainer.sessions.rows import BODY_DIGITS, LOAD_DIGITS, row_form

BOARD, LOAD, THIGH, EVENTS = "board", "load", "thigh", "events"
MOTION_CAPTURE, FORCE, MARKERS = "MoCap", "Force", "Markers"
KINDS = (
    ("t_s", "LATENCY"),
    ("_rate_deg_s", "VEL"),
    ("_deg_s", "GYRO"),
    ("_deg", "ORNT"),
    ("_g", "ACCEL"),
    ("_mm", "POS"),
)


def channels(names: Iterable[str]) -> tuple[Channel, ...]:
    """The channels of columns, whose names say what they are."""
    return tuple(Channel(name, unit_of(name), _kind_of(name)) for name in names)


def streams_of(board: OpenBoard, clock_map: ClockMap, offset_s: float) -> dict[str, StreamForm]:
    """A stream for each sensor that the board has, and one of events.

    `clock_map` leads to LSL's clock, which is `offset_s` ahead of `time.perf_counter`.
    """
    clock = _clock(board, clock_map, offset_s)
    board_hz, delay_us = board.setup.rate_hz, board.setup.delay_us
    kind = FORCE if board.is_plate else MOTION_CAPTURE
    found = {BOARD: _form(board, BOARD, kind, board_hz, names_of(row_form(board)), delay_us, clock)}
    load, body = board.streams.load_setup, board.streams.body_setup
    if load is not None:
        names = ("t_s", "seq", *LOAD_DIGITS)
        found[LOAD] = _form(board, LOAD, FORCE, load.rate_hz, names, load.delay_us, clock)
    if body is not None:
        names, setup = ("t_s", "seq", *BODY_DIGITS), body.setup
        found[THIGH] = _form(
            board, THIGH, MOTION_CAPTURE, setup.rate_hz, names, setup.delay_us, clock
        )
    found[EVENTS] = _form(board, EVENTS, MARKERS, 0.0, (), 0, clock)
    return found


def source_id(board: OpenBoard, stream: str) -> str:
    """The same for the same stream of the same board, also tomorrow.

    A simulated or replayed board is known by its URI, as is one that was never calibrated.
    """
    identity = board.identity
    live = identity.board_id and not board.simulated and board.replayed is None
    known = f"{identity.board_id:016x}" if live else f"{crc32(identity.uri.encode()):08x}"
    return f"baps-{known}-{stream}"


def _form(
    board: OpenBoard,
    stream: str,
    kind: str,
    rate_hz: float,
    names: Iterable[str],
    delay_us: int,
    clock: Mapping[str, Any],
) -> StreamForm:
    about = {
        "acquisition": _acquisition(board, delay_us),
        "synchronization": {"offset_mean": 0, "can_drop_samples": "true"},
        "clock_map": clock,
    }
    identity = source_id(board, stream)
    return StreamForm(f"BAPS {stream}", kind, identity, rate_hz, channels(names), about)


def _acquisition(board: OpenBoard, delay_us: int) -> dict[str, Any]:
    identity, calibration = board.identity, board.calibration
    return {
        "manufacturer": MANUFACTURER,
        "model": "force plate" if board.is_plate else "balance board",
        "board_id": f"{identity.board_id:016x}",
        "firmware": identity.firmware,
        # A file's name may say whose trial is replayed.
        "uri": identity.uri if board.replayed is None else "replay",
        "compensated_lag": delay_us / 1e6,
        "settings": {
            "calibrated": str(board.calibrated).lower(),
            "calibration_counter": calibration.counter,
            "warning": board.uncalibrated_words,
            "simulated": str(board.simulated).lower(),
        },
    }


def _clock(board: OpenBoard, clock_map: ClockMap, offset_s: float) -> dict[str, Any]:
    newest = board.feed.latest()
    assert newest is not None
    samples = board.feed.since(newest.seq - 1).samples
    origin_us = int(samples.device_us[0]) - 1e6 * float(samples.t_s[0])
    origin_ns = clock_map.host_ns(origin_us - board.setup.delay_us)
    return {
        "ns_per_us": repr(clock_map.ns_per_us),
        "origin_s": repr(origin_ns / 1e9),
        "lsl_minus_perf_counter_s": repr(offset_s),
    }


def _kind_of(name: str) -> str:
    return next((kind for ending, kind in KINDS if name.endswith(ending)), "MISC")
