"""What belongs to a patient beside visits: a list, and behind each row the form that changes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.listing import ListPage, ListRow
from trainer.plans.screening import findings
from trainer.recording.background import Background, NoGo, PrescribedRest, Screening
from trainer.recording.clinical import Episode
from trainer.recording.conditions import FootPlacement
from trainer.recording.history import local_day
from trainer.recording.vocabulary import Side
from trainer.sessions.forms.background import background_words
from trainer.sessions.forms.rests import rest_words
from trainer.sessions.station.episode import episode_flow, episode_words
from trainer.sessions.station.fact_forms import (
    FEET,
    change_background,
    change_feet,
    change_weight,
    feet_words,
    screen_again,
)
from trainer.sessions.station.filling import kept_listed
from trainer.sessions.station.front import Front
from trainer.sessions.station.rests import rests_flow
from trainer.sessions.station.sectors import sectors_flow
from trainer.store.store import Store
from trainer.store.values import BodyWeight
from trainer.texts import said, said_day, said_figures

TITLE, LEAVE = "Background", "Back"
BACKGROUND, SCREENING, WEIGHT = "Findings and orders", "Screening", "Body weight"
SECTORS, RESTS, EPISODE = "Directions to keep away from", "Prescribed rest", "Episode of care"
NOT_NOTED, NOT_SCREENED, NONE = "nothing noted", "not done yet", "none"
NOTHING_FOUND = "nothing stands against single-leg work"
MEASURED, TOLD = "{kg} kg, weighed on the board", "{kg} kg, as told"
COUNT_NOW = "{count} now"


@dataclass(frozen=True)
class Facts:
    """Everything that the list shows."""

    background: Background | None
    screening: Screening | None
    weight: BodyWeight | None
    feet: dict[Side, FootPlacement | None]
    sectors: tuple[NoGo, ...]
    rests: tuple[PrescribedRest, ...]
    episode: Episode | None


def facts_flow(front: Front, code: str) -> None:
    """Until somebody goes back."""
    kept_listed(
        front,
        lambda: _facts(front.room.store, code),
        lambda facts: ListPage(front.kit, TITLE, _rows(facts), [Choice(BACK, LEAVE)]),
        lambda taken, facts: _flows(front, code, facts)[taken](),
    )


def _flows(front: Front, code: str, facts: Facts) -> dict[str, Callable[[], None]]:
    involved = facts.episode.involved if facts.episode else None
    weight_kg = facts.weight.kg if facts.weight else None
    return {
        "background": lambda: change_background(front, code, facts.background, weight_kg),
        "screening": lambda: screen_again(front, code, facts.screening, facts.background, involved),
        "weight": lambda: change_weight(front, code),
        "feet:left": lambda: change_feet(front, code, Side.LEFT, facts.feet[Side.LEFT]),
        "feet:right": lambda: change_feet(front, code, Side.RIGHT, facts.feet[Side.RIGHT]),
        "sectors": lambda: sectors_flow(front, code),
        "rests": lambda: rests_flow(front, code),
        "episode": lambda: episode_flow(front, code),
    }


def _facts(store: Store, code: str) -> Facts:
    feet = {side: store.newest_placement(code, side) for side in FEET}
    return Facts(
        store.background(code),
        store.screening(code),
        store.newest_weight(code),
        {side: known.feet if known else None for side, known in feet.items()},
        store.no_gos(code),
        store.rests(code),
        store.episode(code),
    )


def _rows(facts: Facts) -> list[ListRow]:
    today = datetime.now(UTC).astimezone().date()
    known, screening, weight = facts.background, facts.screening, facts.weight
    return [
        ListRow(
            "background",
            BACKGROUND,
            background_words(known) if known else said(NOT_NOTED),
            state=_day(known.noted_at if known else None),
        ),
        ListRow(
            "screening",
            SCREENING,
            _screened(screening, known),
            state=_day(screening.done_at if screening else None),
        ),
        ListRow("episode", EPISODE, episode_words(facts.episode)),
        ListRow(
            "weight", WEIGHT, _weighed(weight), state=_day(weight.found_at if weight else None)
        ),
        *(
            ListRow(f"feet:{side}", words, feet_words(facts.feet[side]))
            for side, words in FEET.items()
        ),
        ListRow("sectors", SECTORS, _counted(sum(each.holds_on(today) for each in facts.sectors))),
        ListRow("rests", RESTS, _rest(facts.rests, today)),
    ]


def _screened(screening: Screening | None, background: Background | None) -> str:
    if screening is None:
        return said(NOT_SCREENED)
    return "; ".join(findings(screening, background)) or said(NOTHING_FOUND)


def _weighed(weight: BodyWeight | None) -> str:
    if weight is None:
        return said(NOT_NOTED)
    return said(MEASURED if weight.measured else TOLD).format(kg=said_figures(f"{weight.kg:.1f}"))


def _rest(rests: tuple[PrescribedRest, ...], today: date) -> str:
    """The one that counts today, or the next."""
    ahead = [each for each in rests if each.to_day >= today]
    return rest_words(ahead[0]) if ahead else said(NONE)


def _counted(count: int) -> str:
    return said(COUNT_NOW).format(count=count) if count else said(NONE)


def _day(moment: datetime | None) -> str:
    return said_day(local_day(moment), short=True) if moment else ""
