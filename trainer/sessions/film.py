"""The screen's own delay from a film of board and screen: `baps diagnose --screen --film`.

Somebody knocks on the deck, the window turns white, a phone films both in slow motion. What is
counted in the film is the whole way from the knock to the light. The program knows its own part of
it for each flash, from the accelerometer's sample by the clock map to the flip; the rest is the
screen's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from statistics import mean, median, stdev

from games.engine.setup import Station
from games.engine.window import Window
from games.screens.flash import flash_in_window
from trainer.motion.knock import KnockWatch
from trainer.sessions.board import OpenBoard
from trainer.sessions.errors import SessionError
from trainer.sessions.settings import MOST_SCREEN_DELAY_MS

FLASHES, LEAST_FLASHES = 5, 3
TOO_FEW = f"{LEAST_FLASHES} flashes are needed"
NOTHING_TO_KNOCK = "a knock is timed by the accelerometer of a real board: use one with --board"
PICTURE_MS = 1000 / 60
"""Without vertical sync a flash may just miss a picture of the screen, or just make it."""
COUNTING_ERROR = 1 / sqrt(6)
"""Standard error of a count, in pictures: strike and light each fall anywhere within one."""

TIMING_MS = 2.0
"""A knock is timed by samples 2 ms apart, through a filter whose peak is known as well as that."""


class CountAgain(SessionError):
    """What was counted cannot be; the text says what to look at."""


@dataclass(frozen=True)
class ScreenDelay:
    """The screen's delay, give or take `uncertain_ms`: two standard errors, and how well a knock
    can be timed.
    """

    delay_ms: float
    uncertain_ms: float
    flashes: int


def screen_delay(
    known_ms: Sequence[float], counted: Sequence[int | None], film_hz: float
) -> ScreenDelay:
    """The delay from the pictures counted between knock and light, None for a flash left out.

    `known_ms` is the program's own part of each. Raises `CountAgain` for fewer than three flashes,
    one that is far from the others, light before the knock, or a delay that no screen has.
    """
    picture_ms = 1e3 / film_hz
    rests = {
        number: count * picture_ms - known
        for number, (known, count) in enumerate(zip(known_ms, counted, strict=True), 1)
        if count is not None
    }
    if len(rests) < LEAST_FLASHES:
        raise CountAgain(f"only {len(rests)} of {len(counted)} flashes are counted: {TOO_FEW}")
    _check_alike(rests, 2 * picture_ms + PICTURE_MS)
    values = list(rests.values())
    error_ms = max(stdev(values), COUNTING_ERROR * picture_ms) / sqrt(len(values))
    delay_ms, uncertain_ms = mean(values), hypot(2 * error_ms, TIMING_MS)
    if delay_ms < -uncertain_ms:
        raise CountAgain(
            f"the light would come {-delay_ms:.0f} ms before its flip: count again from the "
            f"picture in which the spoon touches, and see whether the film has {film_hz:g} "
            "pictures a second"
        )
    if delay_ms > MOST_SCREEN_DELAY_MS:
        raise CountAgain(
            f"no screen takes {delay_ms:.0f} ms: count again, and see whether the film has "
            f"{film_hz:g} pictures a second"
        )
    return ScreenDelay(max(delay_ms, 0.0), uncertain_ms, len(values))


def _check_alike(rests: dict[int, float], limit_ms: float) -> None:
    middle = median(rests.values())
    number, farthest = max(rests.items(), key=lambda item: abs(item[1] - middle))
    if abs(farthest - middle) > limit_ms:
        raise CountAgain(
            f"flash {number} is {abs(farthest - middle):.0f} ms off the others: count it again, or "
            "leave it out"
        )


def require_knocks(board: OpenBoard) -> None:
    """`SessionError` for a board on which nobody can knock."""
    if board.is_plate or board.simulated:
        raise SessionError(NOTHING_TO_KNOCK)


def film_flashes(board: OpenBoard, window: Window, station: Station) -> list[float]:
    """Flash at knocks; the program's own part of each delay in ms, from the knock to the flip."""
    require_knocks(board)
    setup = board.setup
    watch = KnockWatch(setup.counts_per_g, setup.rate_hz)
    flashes = flash_in_window(board.feed, window, station, watch, FLASHES)
    if len(flashes) < LEAST_FLASHES:
        raise SessionError(f"{len(flashes)} flashes were shown: {TOO_FEW}, so nothing was measured")
    clock, delay_us = board.feed.clock_map(), setup.delay_us
    return [(f.flip_ns - clock.host_ns(f.struck_us - delay_us)) / 1e6 for f in flashes]
