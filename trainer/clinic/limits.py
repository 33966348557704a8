"""What limits a patient's training: directions to keep away from, and prescribed rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trainer.clinic.clinic import Clinic
from trainer.clinic.fields import Filled, standing_in
from trainer.recording.background import NoGo, PrescribedRest
from trainer.recording.history import local_day
from trainer.sessions.forms import rests, sectors
from trainer.texts import said

OVER = "over"


@dataclass(frozen=True)
class Limit:
    """One of them in words. `sector_id` is what it is withdrawn by; empty where it counts no more.

    `over` says that it is kept for the record alone.
    """

    words: str
    reason: str
    state: str
    by: str
    over: bool
    sector_id: str = ""


@dataclass(frozen=True)
class Limits:
    """All of them, and the two forms; `wrong` is what is wrong with one as a whole."""

    sectors: tuple[Limit, ...]
    rests: tuple[Limit, ...]
    sector_form: Filled
    rest_form: Filled
    sector_wrong: str = ""
    rest_wrong: str = ""


def limits_of(
    clinic: Clinic,
    code: str,
    sector_form: Filled | None = None,
    rest_form: Filled | None = None,
    wrong: str = "",
) -> Limits:
    """As the database has them; `UnknownPatient`. `wrong` is of the form that is given."""
    store, today = clinic.store, local_day(clinic.now())
    return Limits(
        _newest_first([_sector(each, today) for each in store.no_gos(code)]),
        _newest_first([_rest(each, today) for each in store.rests(code)]),
        sector_form or standing_in(sectors.QUESTIONS, {}),
        rest_form or standing_in(rests.QUESTIONS, {"first": today}),
        wrong if sector_form else "",
        wrong if rest_form else "",
    )


def _newest_first(limits: Sequence[Limit]) -> tuple[Limit, ...]:
    """What counts stands before what is over."""
    newest = limits[::-1]
    return tuple(sorted(newest, key=lambda each: each.over))


def _sector(no_go: NoGo, today: date) -> Limit:
    counts = no_go.holds_on(today)
    return Limit(
        sectors.sector_words(no_go),
        no_go.reason,
        sectors.sector_state(no_go, today),
        no_go.operator,
        not counts,
        no_go.sector_id if counts else "",
    )


def _rest(rest: PrescribedRest, today: date) -> Limit:
    over = rest.to_day < today
    state = said(OVER) if over else ""
    return Limit(rests.rest_span(rest), rest.reason, state, rest.operator, over)
