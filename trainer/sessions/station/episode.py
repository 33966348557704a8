"""A patient's episode of care: which leg is involved, and a new one that begins now."""

from dataclasses import replace
from datetime import UTC, datetime

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.form import FormPage
from trainer.recording.clinical import Episode
from trainer.recording.history import local_day
from trainer.recording.vocabulary import Side
from trainer.sessions.episodes import first_episode, signed_sentence
from trainer.sessions.forms.person import LEG_QUESTION, involved_leg
from trainer.sessions.station.filling import filled_in
from trainer.sessions.station.front import Front
from trainer.texts import begun, said, said_day

TITLE, NEW = "Involved leg", "New episode"
WHAT = "Change the involved leg, or begin a new episode?"
CHANGE, BEGIN, LEAVE = "Change the leg", "New episode", "Back"
SURE = "Begin a new episode of care today?"
MORE = "Only trials of one episode are compared: the baseline is measured anew."
YES, NO = "Begin it", "Leave it as it is"
SETTLED, NOT_SETTLED = "{leg}, since {day}", "nobody has said which leg is involved"
INVOLVED = {
    None: "no leg involved",
    Side.LEFT: "left leg involved",
    Side.RIGHT: "right leg involved",
    Side.BOTH: "both legs involved",
}


def episode_flow(front: Front, code: str) -> None:
    """Ask which of the two, under it what was signed of the anchor's place, and do it."""
    signed = front.kept(lambda: _signed(front, code))
    if signed is None:
        return
    choices = [Choice("leg", CHANGE, primary=True), Choice("new", BEGIN), Choice(BACK, LEAVE)]
    taken = front.ask(WHAT, choices, signed)
    if taken == "leg":
        _change(front, code)
    elif taken == "new":
        sure = [Choice(BACK, NO, primary=True), Choice("begin", YES)]
        if front.ask(SURE, sure, MORE) == "begin":
            _settle(front, code, NEW, Episode(datetime.now(UTC)))


def episode_words(episode: Episode | None) -> str:
    """Which leg, and since when."""
    if episode is None:
        return said(NOT_SETTLED)
    day = said_day(local_day(episode.begun_at), short=True)
    return said(SETTLED).format(leg=said(INVOLVED[episode.involved]), day=day)


def _signed(front: Front, code: str) -> str:
    """What was signed of the anchor's place, if anything was."""
    store = front.room.store
    known = store.episode(code)
    return begun(signed_sentence(store, code, known)) if known is not None else ""


def _change(front: Front, code: str) -> None:
    store = front.room.store
    known = front.kept(lambda: store.episode(code) or first_episode(store, code))
    if known is not None:
        _settle(front, code, TITLE, known)


def _settle(front: Front, code: str, title: str, episode: Episode) -> None:
    """Which leg is involved in this episode; all else of it stays."""
    before = {"leg": episode.involved.value} if episode.involved else {}
    page = FormPage(front.kit, title, [LEG_QUESTION], before)
    operator = front.room.operator
    filled_in(
        front,
        page,
        lambda answers: replace(episode, involved=involved_leg(answers), operator=operator),
        lambda settled: front.room.store.add_episode(code, settled),
    )
