"""What to do about a latency budget: findings about frames, link, prediction and the screen."""

from trainer.acquisition.feed import LONGEST_PREDICTION_S
from trainer.sessions.diagnose import LATENCY_LIMIT_MS, SLOW_LINK
from trainer.sessions.diagnosis.finding import YES_NO, Finding, Part
from trainer.sessions.latency import LINK, SCREEN, Budget
from trainer.sessions.screen_watch import Watched

FRAMES_PART, LINK_PART = Part("frames"), Part("link")
PREDICTION_PART, SCREEN_PART = Part("prediction"), Part("screen")
MOST_MISSED_PER_MIN = 1.0
MOST_LAG_MS = 5.0
"""The eye does not see less between a hand's motion and its light."""
MISSED = (
    "the computer is too slow or too busy: close other programs, use the mains profile, plug the "
    "laptop in, or set the screen to a lower resolution"
)
NO_VSYNC = (
    "the display does not hold flips, so a clock paces the frames and the flip may fall anywhere "
    "in the screen's picture (up to 17 ms): turn vertical sync on in the graphics driver"
)
DELAYED_LINE = "the bytes come late already: plug the board into the computer itself, without a hub"
NOT_MEASURED = "not measured, taken as 0: baps diagnose --screen --film 240"
STOOD_STILL = "not measured, because the board hardly moved: tilt it to and fro meanwhile"
TOO_LONG = (
    "the way is longer than prediction reaches: shorten the longest stages above; if that is the "
    "screen, set it to its game mode, or use a monitor instead of a television"
)
LATE = "the light is late in spite of prediction: see the stages above, the longest first"


def screen_findings(watched: Watched) -> list[Finding]:
    """Judge what was measured; each failure has advice."""
    budget = watched.budget
    return [
        *_frames(watched),
        _link(watched),
        _reach(budget),
        _left(budget),
        *([] if budget.stage(SCREEN).measured else [SCREEN_PART.untested("delay", NOT_MEASURED)]),
    ]


def _frames(watched: Watched) -> list[Finding]:
    report = watched.frames
    per_min = 60.0 * report.missed / report.seconds if report.seconds else 0.0
    # One in some seconds is more than one a minute, and still says nothing.
    good = report.missed <= 1 or per_min <= MOST_MISSED_PER_MIN
    told = f"{report.missed} of {report.frames} in {report.seconds:.0f} s"
    return [
        FRAMES_PART.judged("missed_per_min", per_min, "1/min", good, MISSED, told),
        Finding(
            FRAMES_PART.name,
            "vsync",
            float(report.vsync),
            YES_NO,
            True,
            note="" if report.vsync else NO_VSYNC,
        ),
        FRAMES_PART.told("renderer", report.renderer),
    ]


def _link(watched: Watched) -> Finding:
    link, (arrival_ms, _) = watched.budget.stage(LINK), watched.arrival_ms
    prompt = arrival_ms < LATENCY_LIMIT_MS / 2
    advice = SLOW_LINK if prompt else DELAYED_LINE
    note = f"the newest sample of an arrival is {arrival_ms:.1f} ms old"
    good = link.p99_ms < LATENCY_LIMIT_MS
    return LINK_PART.judged("delay_p99_ms", link.p99_ms, "ms", good, advice, note)


def _reach(budget: Budget) -> Finding:
    good = budget.total_p99_ms <= 1e3 * LONGEST_PREDICTION_S
    note = f"prediction reaches {1e3 * LONGEST_PREDICTION_S:.0f} ms ahead"
    value = budget.total_p99_ms
    return PREDICTION_PART.judged("way_p99_ms", value, "ms", good, TOO_LONG, note)


def _left(budget: Budget) -> Finding:
    left = budget.left
    if left is None:
        return PREDICTION_PART.untested("lag_ms", STOOD_STILL)
    note = (
        f"{left.rms_deg:.2f}° RMS; the newest sample drawn as it is would be "
        f"{left.newest_lag_ms:.0f} ms late and {left.newest_rms_deg:.2f}° off"
    )
    good = abs(left.lag_ms) <= MOST_LAG_MS
    return PREDICTION_PART.judged("lag_ms", left.lag_ms, "ms", good, LATE, note)
