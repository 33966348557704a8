"""Asks how a patient stands in free play: the leg, the dome, and a weight that nobody has noted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial

from games.desk.page import BACK
from games.screens.station.form import FormPage
from games.screens.station.questions import Answer, Kind, Question
from trainer.plans.facts import ALL_DOMES
from trainer.recording.clinical import Episode
from trainer.recording.conditions import Chosen, Conditions
from trainer.recording.load import HEAVIEST_KG, LIGHTEST_KG
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Side, Stance
from trainer.sessions.forms.unlocking import locked_words
from trainer.sessions.legs import PatientLegs
from trainer.sessions.station.front import Front
from trainer.sessions.visits.assembled import Room
from trainer.sessions.visits.reading import no_go_on
from trainer.sessions.visits.trials import STANDING_LEGS
from trainer.store.spool import Spool
from trainer.store.store import Store
from trainer.store.values import BodyWeight

TITLE, PLAY = "Free play", "Play"
WHICH_LEG, WHICH_DOME, HOW_HEAVY = "On which leg?", "On which dome?", "Body weight"


@dataclass(frozen=True)
class Footing:
    """How somebody stands, and what was settled for it."""

    conditions: Conditions
    chosen: Chosen


@dataclass(frozen=True)
class _Known:
    """What the database says before anybody is asked."""

    episode: Episode | None
    weighed: bool
    no_go: Mapping[Side, tuple[Sector, ...]]


def ask_footing(front: Front, code: str) -> Footing | None:
    """How the patient stands; None if somebody goes back. A leg that is locked is refused."""
    store = front.room.store
    while True:
        known = front.answered(lambda: _known(store, code))
        if known is None:
            return None
        before = {**_usual(known.episode), **front.free_play.of(code)}
        page = FormPage(front.kit, TITLE, _questions(front, known), before, PLAY)
        if front.show(page) == BACK:
            return None
        answers = dict(page.answers)
        weight_kg = answers.pop("weight", None)
        if isinstance(weight_kg, float):
            weight = BodyWeight(weight_kg, datetime.now(UTC))
            front.kept(partial(store.add_weight, code, weight))
        front.free_play.keep(code, answers)
        footing = _footing(answers, known)
        refused = front.answered(partial(_refusal, front.room, code, footing.conditions.side))
        if refused is None:
            return None
        if not refused:
            return footing
        front.tell(refused)


def _known(store: Store, code: str) -> _Known:
    weighed = store.newest_weight(code) is not None
    return _Known(store.episode(code), weighed, no_go_on(store, code, date.today()))


def _usual(episode: Episode | None) -> dict[str, Answer]:
    """The involved leg on the dome of the anchor test."""
    found: dict[str, Answer] = {}
    if episode is None:
        return found
    if episode.stance is Stance.TWO_LEG:
        found["side"] = Side.BOTH.value
    elif episode.involved in (Side.LEFT, Side.RIGHT):
        found["side"] = episode.involved.value
    if episode.level in ALL_DOMES:
        found["level"] = str(episode.level)
    return found


def _questions(front: Front, known: _Known) -> Sequence[Question]:
    sides = [(side.value, words) for side, words in STANDING_LEGS.items()]
    domes = [(str(level), str(level)) for level in ALL_DOMES]
    board = front.room.board.board()
    asked = [Question("side", WHICH_LEG, Kind.CHOICES, required=True, choices=sides)]
    if board is None or not (board.is_plate or board.on_sacrum):
        asked.append(Question("level", WHICH_DOME, Kind.CHOICES, required=True, choices=domes))
    if not known.weighed:
        asked.append(
            Question(
                "weight",
                HOW_HEAVY,
                Kind.NUMBER,
                required=True,
                low=LIGHTEST_KG,
                high=HEAVIEST_KG,
                unit="kg",
                decimals=1,
            )
        )
    return asked


def _footing(answers: Mapping[str, Answer], known: _Known) -> Footing:
    side = Side(str(answers["side"]))
    stance = Stance.TWO_LEG if side is Side.BOTH else Stance.SINGLE_LEG
    conditions = Conditions("", side=side, stance=stance)
    if "level" in answers:
        conditions = replace(conditions, level=int(str(answers["level"])))
    legs = known.no_go if side is Side.BOTH else (side, Side.BOTH)
    no_go = tuple(sector for leg in legs for sector in known.no_go.get(leg, ()))
    return Footing(conditions, Chosen(no_go=no_go))


def _refusal(room: Room, code: str, side: Side) -> str:
    """Why this leg may not stand now; empty if it may."""
    lock = PatientLegs(room.store, room.say, code, Spool(room.places.spool)).lock(side)
    return "" if lock is None else locked_words(lock.side, lock.words)
