"""The way between board and computer: damaged frames, delay, restarts; and the two switches."""

import numpy as np

from trainer.link.faults import RAIL_OPEN, restart_advice
from trainer.link.serial_link import SerialLink
from trainer.recording.samples import FLAG_BUTTON_DOWN, FLAG_RAIL_OPEN, Samples
from trainer.sessions.board import OpenBoard
from trainer.sessions.diagnosis.finding import Finding, Heard, Part

LINK, SWITCHES = Part("link"), Part("switches")

LATENCY_LIMIT_MS = 8.0
HELD_SHARE = 0.5
"""A button that is down for longer than this share of the time is not being pressed."""


def link_findings(board: OpenBoard, heard: Heard) -> list[Finding]:
    """Judge the link while it was listened to."""
    frames, restarts = heard.frames, heard.restarts
    faulty = frames.bad + frames.rejected
    return [
        LINK.judged(
            "faulty_frames",
            faulty,
            "1",
            faulty == 0,
            "bytes arrive damaged: change the USB cable, keep it away from mains cables",
            f"{frames.bad} failed their check, {frames.rejected} do not fit in number or time"
            if faulty
            else "",
        ),
        LINK.judged(
            "unknown_messages",
            frames.unknown,
            "1",
            frames.unknown == 0,
            "the board sends what this program does not know: flash this version's firmware",
        ),
        LINK.judged(
            "restarts",
            len(restarts),
            "1",
            not restarts,
            restart_advice(restarts[-1]) if restarts else "",
        ),
        *_latency(board),
    ]


def switch_findings(samples: Samples) -> list[Finding]:
    """Judge rail stop and event button by n samples, n at least 1."""
    held = float(np.mean(samples.flags & FLAG_BUTTON_DOWN > 0)) > HELD_SHARE
    return [
        SWITCHES.truth("rail_stop_closed", not samples.flags[-1] & FLAG_RAIL_OPEN, RAIL_OPEN),
        SWITCHES.truth(
            "button_released",
            not held,
            "the event button is down all the time: let go of it, or check D8 for a short to "
            "ground",
        ),
    ]


def _latency(board: OpenBoard) -> list[Finding]:
    findings = []
    trip_ns = board.intake.clock.quickest_round_trip_ns()
    if trip_ns is not None:
        latency_ms = trip_ns / 2e6
        findings.append(
            LINK.judged(
                "link_latency_ms",
                latency_ms,
                "ms",
                latency_ms < LATENCY_LIMIT_MS,
                "the link is slow: set the adapter's latency timer to 1 ms",
                "half of the quickest round trip",
            )
        )
    link = board.connection.link
    if isinstance(link, SerialLink):
        # Where a driver has a timer and keeps it, the latency above tells.
        note = "" if link.low_latency else "this driver does not let its latency be set"
        findings.append(
            Finding(LINK.name, "low_latency", float(link.low_latency), "1", True, "", note)
        )
    return findings
