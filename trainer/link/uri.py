"""Turns `--board` texts into links."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from urllib.parse import parse_qsl

from trainer.link.base import BadUri, HostClock, Link, RealClock
from trainer.link.discovery import candidate_ports, the_only_board
from trainer.link.patient_options import FLOOR, PLATE, PatientOptions
from trainer.link.replay_file import read_replay
from trainer.link.replay_link import ReplayLink
from trainer.link.serial_link import SerialLink
from trainer.link.sim_link import STEERED, SimulatedBoardLink
from trainer.recording.interfaces import Standing, Steering, Stimulus
from trainer.recording.trial import SIMULATED_URI, Recording
from trainer.recording.vocabulary import did_you_mean

FORMS = (
    "auto, serial:PORT, sim:patient?skill=0.5&seed=3&side=right&level=2, sim:mouse, sim:keys, "
    "sim:gamepad, sim:plate?stance=two_leg, sim:floor?side=left, replay:FILE?speed=1 or "
    "replay:trial:ID"
)

KINDS = ("auto", "serial", "sim", "replay")


def _no_trials(trial_id: str) -> Recording:
    raise BadUri(f"no database at hand to look up trial {trial_id}")


@dataclass(frozen=True)
class LinkContext:
    """What simulated and replayed links need: time, the window's wishes, the game's target, trials.

    `standing` is how the visit asks the patient to stand.

    `defaults` are query keys that the command line implies (`side`, `level`, `seed`, `eyes`).
    """

    clock: HostClock = field(default_factory=RealClock)
    steering: Steering = field(default_factory=Steering)
    stimulus: Stimulus = field(default_factory=Stimulus)
    load_trial: Callable[[str], Recording] = _no_trials
    defaults: Mapping[str, str] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)


def link_for(uri: str, context: LinkContext) -> Link:
    """The link that a `--board` text names; `BadUri` if it names none.

    Nothing is opened yet, except by `auto`, which asks the ports who they are and keeps the board's
    open.
    """
    kind, _, rest = uri.partition(":")
    if uri == "auto":
        return the_only_board(candidate_ports(), SerialLink)
    if kind == "serial" and rest:
        return SerialLink(rest)
    if kind == "sim" and rest:
        return _simulated(uri, rest, context)
    if kind == "replay" and rest:
        return _replayed(uri, rest, context)
    near = "" if kind in KINDS else did_you_mean(kind, KINDS)
    raise BadUri(f"board {uri} is not a board{near or f'; it is one of: {FORMS}'}")


def is_simulated(uri: str) -> bool:
    """Whether the board is simulated in this program."""
    return uri.startswith(SIMULATED_URI)


def steered_by(uri: str) -> str | None:
    """`mouse`, `keys` or `gamepad` where the window steers the board, else None."""
    kind, _, rest = uri.partition(":")
    name = rest.partition("?")[0]
    return name if kind == "sim" and name in STEERED else None


def _simulated(uri: str, rest: str, context: LinkContext) -> Link:
    name, query = _split(uri, rest)
    known = ("patient", *STEERED, PLATE, FLOOR)
    if name not in known:
        near = did_you_mean(name, known)
        raise BadUri(f"board {uri}: sim: takes {', '.join(known)}{near}")
    options = PatientOptions.parse({**context.defaults, **query}, uri, strict=query)
    ways = context.steering, context.stimulus, context.standing
    return SimulatedBoardLink(uri, name, options, context.clock, *ways)


def _replayed(uri: str, rest: str, context: LinkContext) -> Link:
    name, query = _split(uri, rest)
    speed = _number(uri, "speed", query.pop("speed", "1"))
    if query:
        raise BadUri(f"board {uri}: replay: takes speed, not {', '.join(query)}")
    if not 0 < speed < inf:
        raise BadUri(f"board {uri}: speed must be above 0")
    kind, _, trial_id = name.partition(":")
    if kind == "trial":
        if not trial_id:
            raise BadUri(f"board {uri}: write replay:trial:ID; baps history CODE --json has ids")
        recording = context.load_trial(trial_id)
    else:
        recording = read_replay(Path(name))
    return ReplayLink(uri, recording, context.clock, speed)


def _split(uri: str, rest: str) -> tuple[str, dict[str, str]]:
    name, _, query = rest.partition("?")
    try:
        return name, dict(parse_qsl(query, strict_parsing=bool(query)))
    except ValueError:
        raise BadUri(f"board {uri}: write options as key=value&key=value") from None


def _number(uri: str, key: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise BadUri(f"board {uri}: {key}={text} is not a number") from None
