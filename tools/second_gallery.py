"""The therapist's window in moments of a round, for the docs' pictures and for tests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import pygame

from games.engine.control import Judge
from games.engine.draw.chrome import Key, keys_of
from games.engine.draw.eye_panel import all_answers
from games.engine.draw.layout import Layout
from games.engine.pain_talk import PainTalk
from games.engine.second.note_field import NoteField
from games.engine.second.panel import Panel
from games.engine.second.screen import buttons_of
from games.engine.second.telling import Telling
from games.engine.setup import LIKELY_STATION
from games.engine.trial_set import TrialSet
from games.screens.instruction import KEYS as INSTRUCTION_KEYS
from games.screens.instruction import InstructionScreen
from games.screens.pain import PainScreen
from games.screens.rest import RestScreen
from tools.gallery import HOLDING_S, INSTRUCTED, PLAYED, RESTS, Draw, Scripted
from tools.scripted import ScriptedFeed, sway
from trainer.recording.pain import Pain
from trainer.recording.vocabulary import Outcome

RESTED_S, FRAMES_PER_S = 9.0, 60
TYPED = "Knee moved in twice"
Rows = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True)
class _Shown:
    """A moment: whose trial, what works then, and what is said beside."""

    scripted: Scripted
    rows: Rows
    words: Mapping[str, str] = field(default_factory=dict)
    advice: str = ""
    typed: str = ""
    begun: bool = True


def second_screens(layout: Layout) -> Iterator[tuple[str, Draw]]:
    """Name and drawing function of each."""
    for name, shown in _moments(layout).items():
        yield name, partial(_draw, shown, layout)


def _moments(layout: Layout) -> dict[str, _Shown]:
    playing = PLAYED["bullseye-playing-right"]
    hurt = replace(playing, control=Judge(Outcome.PAIN))
    placed = INSTRUCTED["instruction-feet-right"]
    rested, _ = RESTS["rest-second"]
    stage = playing.stage(layout, LIKELY_STATION)
    squat = RESTS["rest-single-leg-squat"][0]
    asked, where = PainTalk(), PainTalk(Pain(3))
    placing = InstructionScreen(placed.stage(layout, LIKELY_STATION))
    resting = RestScreen(rested.stage(layout, LIKELY_STATION), TrialSet(1, 3), Outcome.COMPLETED)
    keys = keys_of(playing.setup(LIKELY_STATION))
    return {
        "second-instruction": _Shown(
            placed, (INSTRUCTION_KEYS,), advice=placing.for_therapist, begun=False
        ),
        "second-playing": _Shown(playing, keys),
        "second-rest": _Shown(rested, resting.keys(over=False), typed=TYPED),
        "second-eye": _Shown(squat, keys_of(squat.setup(LIKELY_STATION)), all_answers()),
        "second-pain": _Shown(hurt, PainScreen(stage, asked).keys, asked.answers),
        "second-pain-where": _Shown(hurt, PainScreen(stage, where).keys, where.answers),
    }


def _draw(shown: _Shown, layout: Layout, onto: pygame.Surface) -> None:
    stage = shown.scripted.stage(layout, LIKELY_STATION)
    if stage.assessment:
        stage = replace(stage, in_set=TrialSet(1, 3))
    feed = ScriptedFeed(sway(2.2, seed=3))
    for _ in range(round(HOLDING_S * FRAMES_PER_S)):
        feed.pump()
    telling = Telling(stage, feed)
    if shown.begun:
        telling.trial = shown.scripted.watched().trial
    telling.facts()
    for _ in range(round(RESTED_S * FRAMES_PER_S)):
        feed.pump()
    note = NoteField()
    note.taker, note.text, note.is_open = telling.note, shown.typed, bool(shown.typed)
    facts = replace(telling.facts(), advice=shown.advice)
    Panel(onto).draw(facts, buttons_of(shown.rows, shown.words), note)
