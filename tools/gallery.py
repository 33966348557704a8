"""Every screen of a trial, from scripted trials: for the pictures in the README and for tests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache

import pygame

from games.engine.activity import Activity
from games.engine.anchor import anchor_lines, stood_s
from games.engine.asking import Asking
from games.engine.control import Control, Judge, Leave, LinkChanged, LoadChanged, StopPressed
from games.engine.draw.layout import Layout
from games.engine.pain_talk import PainTalk
from games.engine.scene import Onlooker, Stage, place_of
from games.engine.setup import LIKELY_STATION, Station, TrialSetup
from games.engine.trial_set import TrialSet
from games.engine.visit_rounds import NextRound, Rounds
from games.engine.words import SIMULATED_BOARD
from games.registry import activity_named
from games.replay import measure_recording
from games.screens.details import DetailsScreen
from games.screens.instruction import InstructionScreen
from games.screens.message import LinkLostScreen, StoppedScreen
from games.screens.pain import PainScreen
from games.screens.rest import RestScreen
from games.screens.result import ResultScreen
from games.screens.result_column import Numbers
from tools.scripted import Motion, at_rest, scripted_samples, sway, then
from trainer.metrics.repeats import TRIALS_IN_SET
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions, FootPlacement
from trainer.recording.envelope import Rim
from trainer.recording.pain import Pain
from trainer.recording.sensor import SensorSetup
from trainer.recording.trial import PastScores, Recording, StartState, TrialHeader
from trainer.recording.vocabulary import (
    Arms,
    Eyes,
    Footwear,
    LinkState,
    Outcome,
    PainPlace,
    Side,
    Source,
    Stance,
)

RIM = Rim(
    tuple(float(direction) for direction in range(0, 360, 15)),
    (
        *(10.4, 10.3, 10.1, 9.9, 9.8, 9.9, 10.0, 9.9, 9.6, 9.3, 9.0, 8.8),
        *(8.7, 8.7, 8.8, 8.9, 8.8, 8.7, 8.7, 8.9, 9.3, 9.8, 10.2, 10.4),
    ),
    Source.SIMULATED,
)
PAST = PastScores((11.2, 14.6, 13.1))
BETTER_PAST = PastScores((16.9, 18.8, 17.4))
STUMBLED = PastScores(PAST.values, (Outcome.FOOT_DOWN,))
WHOLE_S, PLAYING_S, HOLDING_S, LONG_AFTER_S = 45.0, 14.0, 1.3, 60.0
DESCENDING_S = 12.5
LETTING_GO_S, RESTED_S = 3.4, 11.0
BLOCK_S = 0.1
RIGHT = Conditions("", side=Side.RIGHT)
ON_PLATE = Conditions("", side=Side.BOTH, stance=Stance.TWO_LEG, level=NO_DOME)
ON_FLOOR = Conditions("", side=Side.LEFT, arms=Arms.CROSSED, seconds=30.0, level=FLOOR)
RIGHT_4 = replace(RIGHT, rung=4)
LEFT, SEATED = replace(RIGHT, side=Side.LEFT), replace(RIGHT, stance=Stance.SEATED)
BOTH = replace(RIGHT, side=Side.BOTH, stance=Stance.TWO_LEG)
CLOSED = replace(RIGHT, eyes=Eyes.CLOSED)
FEET = FootPlacement("M30", "N5")
LEFT_FEET = FootPlacement("N29", "L6", Footwear.SHOES, Arms.CROSSED)
LAST_VISIT = date(2026, 11, 3)
STEADY, LIVELY = sway(2.6, seed=3), sway(4.1, seed=11)
LEANING = then(sway(2.2, seed=3), PLAYING_S - 0.7, at_rest(-4.6, 6.4))
FOOT_DOWN = then(sway(2.2, seed=3), PLAYING_S - 2.0, at_rest(0.0, 9.9))

FIRST_ROUND, THIRD_ROUND, TO_RING_5 = Rounds(), Rounds(2, 3), NextRound(5)

HALF_HELD = Asking((0.8, -1.2), inside=True, hold_share=0.55)

Draw = Callable[[pygame.Surface], None]


@dataclass(frozen=True)
class Scripted:
    """A trial at a second of its recording, and the input it got then; `after_s` follow."""

    activity: str
    conditions: Conditions
    motion: Motion = STEADY
    until_s: float = PLAYING_S
    control: Control | None = None
    past: PastScores = PAST
    feet: FootPlacement | None = None
    feet_on: date | None = None
    after_s: float = 0.0
    rounds: Rounds = FIRST_ROUND
    next_round: NextRound | None = None
    shown_s: float = LONG_AFTER_S
    asks_again: bool = False

    def setup(self, station: Station) -> TrialSetup:
        """Its setup, labelled as simulated."""
        setup = self._activity.setup(
            self.conditions,
            RIM,
            station=station,
            labels=(SIMULATED_BOARD,),
        )
        return replace(setup, feet=self.feet, feet_on=self.feet_on)

    def stage(self, layout: Layout, station: Station) -> Stage:
        """What its screens are built from."""
        stage = self._activity.stage(self.setup(station), layout, self.past)
        return replace(stage, rounds=self.rounds)

    def watched(self) -> Onlooker:
        """The trial, played so far; to be looked at, for it is played once only."""
        return _watched(self)

    def recorded(self) -> Recording:
        """Its recording."""
        return _recorded(self)

    def play(self) -> Onlooker:
        """The trial, played anew."""
        setup = self.setup(LIKELY_STATION)
        trial = self._activity.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)
        onlooker = Onlooker(trial)
        trial.control(LoadChanged(present=True))
        blocks = round(self.until_s / BLOCK_S)
        for block in range(blocks + round(self.after_s / BLOCK_S)):
            if block == blocks and self.control is not None:
                trial.control(self.control)
            samples = scripted_samples(self.motion, BLOCK_S, block * BLOCK_S)
            trial.take(samples)
            onlooker.see(samples)
        if self.control is not None and not self.after_s:
            trial.control(self.control)
        return onlooker

    @property
    def _activity(self) -> Activity:
        return activity_named(self.activity)


@cache
def _watched(scripted: Scripted) -> Onlooker:
    return scripted.play()


@cache
def _recorded(scripted: Scripted) -> Recording:
    setup = scripted.setup(LIKELY_STATION)
    header = TrialHeader(
        trial_id="pictured",
        started_at=datetime(2026, 11, 3, 9, tzinfo=UTC),
        conditions=setup.conditions,
        setup=SensorSetup(),
        start=StartState(),
        rim=setup.rim,
        parameters=setup.parameters,
        seed=setup.seed,
    )
    trial = scripted.play().trial
    samples = scripted_samples(scripted.motion, scripted.until_s + scripted.after_s)
    return Recording(header, samples[: trial.consumed], trial.drain())


PLAYED = {
    "bullseye-narrower": Scripted(
        "bullseye", RIGHT_4, at_rest(-5.5, -4.0), until_s=0.5, rounds=THIRD_ROUND
    ),
    "bullseye-rung-4": Scripted("bullseye", RIGHT_4, LIVELY, until_s=19.0, rounds=Rounds(3, 3)),
    "bullseye-ready": Scripted("bullseye", RIGHT, until_s=HOLDING_S),
    "bullseye-come-in": Scripted("bullseye", LEFT, at_rest(-5.5, -4.0), until_s=HOLDING_S),
    "bullseye-let-go": Scripted("bullseye", RIGHT, until_s=LETTING_GO_S),
    "bullseye-playing-right": Scripted("bullseye", RIGHT),
    "bullseye-playing-left": Scripted("bullseye", LEFT, LIVELY),
    "bullseye-playing-both": Scripted("bullseye", BOTH, LIVELY, until_s=11.4),
    "bullseye-rim-near": Scripted("bullseye", RIGHT, LEANING),
    "bullseye-fading": Scripted("bullseye", replace(RIGHT, rung=10)),
    "bullseye-foot-down": Scripted("bullseye", RIGHT, FOOT_DOWN),
    "bullseye-stopped": Scripted("bullseye", RIGHT, control=StopPressed()),
    "bullseye-go-on": Scripted("bullseye", RIGHT, control=StopPressed(), after_s=4.5),
    "steady-stance-ready": Scripted("steady-stance", RIGHT, until_s=HOLDING_S),
    "steady-stance-let-go": Scripted("steady-stance", RIGHT, until_s=LETTING_GO_S),
    "steady-stance-open": Scripted("steady-stance", RIGHT),
    "steady-stance-closed": Scripted("steady-stance", CLOSED),
    "quiet-stance-empty": Scripted(
        "quiet-stance", ON_PLATE, at_rest(0.0, 0.0), HOLDING_S, LoadChanged(present=False)
    ),
    "quiet-stance-open": Scripted("quiet-stance", ON_PLATE, at_rest(0.0, 0.0)),
    "single-leg-squat-ready": Scripted("single-leg-squat", ON_FLOOR, STEADY, HOLDING_S),
    "single-leg-squat-let-go": Scripted("single-leg-squat", ON_FLOOR, STEADY, LETTING_GO_S),
    "single-leg-squat-down": Scripted("single-leg-squat", ON_FLOOR, STEADY, DESCENDING_S),
    "steady-stance-practice": Scripted("steady-stance", replace(LEFT, practice=True)),
}

RESULTS = {
    "result-first": Scripted("bullseye", RIGHT, LIVELY, WHOLE_S, past=PastScores()),
    "result-best-yet": Scripted("bullseye", RIGHT, STEADY, WHOLE_S),
    "result-blooms": Scripted(
        "bullseye",
        RIGHT_4,
        STEADY,
        WHOLE_S,
        rounds=THIRD_ROUND,
        next_round=TO_RING_5,
        shown_s=0.8,
    ),
    "result-once-more": Scripted(
        "bullseye",
        RIGHT_4,
        STEADY,
        WHOLE_S,
        rounds=THIRD_ROUND,
        next_round=TO_RING_5,
        asks_again=True,
    ),
    "result-thank-you": Scripted("bullseye", LEFT, LIVELY, WHOLE_S, past=BETTER_PAST),
    "result-not-started": Scripted("bullseye", RIGHT, at_rest(7.0, 0.0), 31.0),
    "result-nobody": Scripted("bullseye", RIGHT, at_rest(0.0, 0.0), 31.0),
    "result-foot-down": Scripted("bullseye", RIGHT, control=Judge(Outcome.FOOT_DOWN)),
    "result-two-feet-down": Scripted(
        "bullseye", RIGHT, control=Judge(Outcome.FOOT_DOWN), past=STUMBLED
    ),
    "result-touch": Scripted(
        "bullseye", LEFT, control=Judge(Outcome.TOUCH), after_s=WHOLE_S - PLAYING_S
    ),
    "result-touch-late": Scripted("bullseye", LEFT, STEADY, WHOLE_S, Judge(Outcome.TOUCH)),
    "result-stopped": Scripted("bullseye", RIGHT, control=Leave()),
}

RESTS = {
    "rest-first": (Scripted("steady-stance", RIGHT, STEADY, WHOLE_S), 0),
    "rest-second": (Scripted("steady-stance", RIGHT, STEADY, WHOLE_S), 1),
    "rest-touch": (Scripted("steady-stance", LEFT, control=Judge(Outcome.TOUCH)), 1),
    "rest-not-held": (Scripted("steady-stance", RIGHT, at_rest(7.0, 0.0), 31.0), 0),
    "rest-nobody": (Scripted("steady-stance", RIGHT, at_rest(0.0, 0.0), 31.0), 0),
    "rest-single-leg-squat": (Scripted("single-leg-squat", ON_FLOOR, STEADY, WHOLE_S), 0),
    "rest-interrupted": (
        Scripted("steady-stance", RIGHT, control=LinkChanged(LinkState.LOST)),
        0,
    ),
    "rest-complete": (Scripted("steady-stance", RIGHT, STEADY, WHOLE_S), 2),
}
"""With the number of trials done before."""

SET_DETAILS = {
    "details": Scripted("steady-stance", RIGHT, STEADY, WHOLE_S),
    "details-foot-down": Scripted("steady-stance", RIGHT, FOOT_DOWN, WHOLE_S),
    "details-plate": Scripted("quiet-stance", ON_PLATE, sway(0.4), WHOLE_S),
}

PAINS = {
    "pain-how-much": PainTalk(),
    "pain-where": PainTalk(Pain(3)),
    "pain-told": PainTalk(Pain(3, PainPlace.KNEE_FRONT)),
    "pain-ends": PainTalk(Pain(7, PainPlace.KNEE_FRONT)),
}


def screens(layout: Layout, station: Station = LIKELY_STATION) -> Iterator[tuple[str, Stage, Draw]]:
    """Name, stage and drawing function of every screen, for surfaces of the layout's size."""
    for name, scripted in INSTRUCTED.items():
        button = name.endswith("button") or station.rail_button
        stage = scripted.stage(layout, replace(station, rail_button=button))
        place = place_of(activity_named(scripted.activity).scene(stage))
        yield name, stage, InstructionScreen(stage, name.endswith("mouse"), place).draw
    for name, scripted in PLAYED.items():
        stage = scripted.stage(layout, station)
        yield name, stage, _playing(scripted, stage)
    for name, scripted in RESULTS.items():
        stage = scripted.stage(layout, station)
        yield name, stage, _ended(scripted, stage)
    for name, (scripted, done) in RESTS.items():
        stage = scripted.stage(layout, station)
        yield name, stage, _rest(scripted, stage, TrialSet(done, TRIALS_IN_SET))
    for name, scripted in SET_DETAILS.items():
        stage = scripted.stage(layout, station)
        yield name, stage, details_drawn(scripted, stage)
    yield from _messages(layout, station)


def _messages(layout: Layout, station: Station) -> Iterator[tuple[str, Stage, Draw]]:
    playing = PLAYED["bullseye-playing-right"]
    for name, talk in PAINS.items():
        stage = playing.stage(layout, station)
        yield name, stage, PainScreen(stage, talk).draw
    stage = playing.stage(layout, station)
    yield "link-lost", stage, LinkLostScreen(stage, "check the USB cable at the board").draw
    for name, button in (("stopped-at-the-rail", True), ("stopped-without-button", False)):
        stage = playing.stage(layout, replace(station, rail_button=button))
        yield name, stage, StoppedScreen(stage).draw


INSTRUCTED = {
    "instruction-bullseye-right": Scripted("bullseye", RIGHT),
    "instruction-rail-button": Scripted("bullseye", RIGHT),
    "instruction-mouse": Scripted("bullseye", RIGHT),
    "instruction-bullseye-left": Scripted("bullseye", LEFT),
    "instruction-bullseye-both": Scripted("bullseye", BOTH),
    "instruction-steady-stance-closed": Scripted("steady-stance", CLOSED),
    "instruction-feet-right": Scripted("bullseye", RIGHT, feet=FEET, feet_on=LAST_VISIT),
    "instruction-feet-left": Scripted(
        "steady-stance", replace(CLOSED, side=Side.LEFT), feet=LEFT_FEET, feet_on=LAST_VISIT
    ),
    "instruction-bullseye-seated": Scripted("bullseye", SEATED),
    "instruction-single-leg-squat": Scripted("single-leg-squat", ON_FLOOR),
    "instruction-feet-first": Scripted("bullseye", RIGHT, feet=FEET),
}


def _playing(scripted: Scripted, stage: Stage) -> Draw:
    scene = activity_named(scripted.activity).scene(stage)
    onlooker = scripted.watched()
    return lambda onto: scene.draw(onto, onlooker.moment(), onlooker.trial.rules)


def _ended(scripted: Scripted, stage: Stage) -> Draw:
    onlooker = scripted.watched()
    trial, measures = onlooker.trial, measure_recording(scripted.recorded())
    numbers = Numbers(
        measures.value(stage.headline.name),
        measures.why_not,
        stood_s(measures),
        getattr(trial.rules, "longest_s", None),
        scripted.next_round,
    )
    screen = ResultScreen(
        stage,
        trial.result(),
        numbers,
        onlooker.path(),
        corrected=trial.outcome if trial.outcome is not trial.found else None,
        hindrance=onlooker.why_not_started,
        place=place_of(activity_named(scripted.activity).scene(stage)),
    )
    asking = HALF_HELD if scripted.asks_again else None
    return lambda onto: screen.draw(onto, scripted.shown_s, asking)


def _rest(scripted: Scripted, stage: Stage, before: TrialSet) -> Draw:
    onlooker = scripted.watched()
    outcome = onlooker.trial.result().outcome
    screen = RestScreen(
        stage,
        before.after(outcome),
        outcome,
        corrected=outcome is not onlooker.trial.found,
        hindrance=onlooker.why_not_started,
    )
    return lambda onto: screen.draw(onto, RESTED_S)


def details_drawn(scripted: Scripted, stage: Stage) -> Draw:
    """The therapist's numbers of such a trial."""
    onlooker = scripted.watched()
    measures = measure_recording(scripted.recorded())
    lines = anchor_lines(measures, onlooker.trial.result(), stage.setup.conditions)
    return DetailsScreen(stage, lines, onlooker.path(), measures.why_not).draw
