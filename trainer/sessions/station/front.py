"""What every flow of the station works with: the desk, the room, and work done behind a picture."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from games.desk.buttons import Choice
from games.desk.desk import Desk, never
from games.desk.kit import Kit
from games.desk.page import BACK, CLOSED, Page, Until
from games.engine.meanwhile import Job
from games.engine.window import Window
from games.screens.station.message_page import MessagePage
from trainer.recording.interfaces import Steering, Stimulus
from trainer.sessions.advice_words import advice_words
from trainer.sessions.board_care import BoardCare
from trainer.sessions.station.heard import Heard
from trainer.sessions.station.minutes import clock_words
from trainer.sessions.station.remembered import Remembered
from trainer.sessions.station.unread import Unread
from trainer.sessions.visits.assembled import Room
from trainer.store.errors import StoreError, StoreUnreachable
from trainer.texts import begun

T = TypeVar("T")

ONE_MOMENT, UNDERSTOOD = "One moment…", "Go on"
NO_ANSWER, AGAIN, GO_BACK = "The database does not answer.", "Try again", "Back"
OPTION = re.compile(r"--([a-z][a-z-]*)")
AT_ONCE_S = 0.15
"""What takes no longer is waited for without another picture."""


class Closed(Exception):
    """Somebody closed the window: the station ends."""


@dataclass
class Front:
    """One station at work. `stimulus` and `steering` are for a simulated board: what its patient
    sees, and what tilts it by hand. `heard` is what the board's thread has said, `free_play` how
    each patient stood in free play today.
    """

    desk: Desk
    window: Window
    room: Room
    care: BoardCare
    stimulus: Stimulus = field(default_factory=Stimulus)
    steering: Steering | None = None
    heard: Heard = field(default_factory=Heard)
    free_play: Remembered = field(default_factory=Remembered)

    unread: Unread = field(init=False)

    def __post_init__(self) -> None:
        self.unread = Unread(self.room.say)
        self.room = replace(self.room, say=self.unread.say)
        self.show_clock()

    def show_clock(self) -> None:
        """From now on the pages show the time of day."""
        self.kit.aside = clock_words

    @property
    def kit(self) -> Kit:
        """What pages are made with."""
        return self.desk.kit

    def show(self, page: Page, until: Until = never) -> str:
        """The name of what was taken; see `Desk.show`. `Closed` if the window was closed.

        What was said since the last page is shown first, where somebody can go on from it.
        """
        if page.items:
            self.tell_all(self.unread.take())
        taken = self.desk.show(page, until)
        if taken == CLOSED:
            raise Closed
        return taken

    def waiting(self, work: Callable[[], T]) -> T:
        """Do what asks the database in a thread; a picture stands while that takes long."""
        job = Job(work)
        until_s = time.monotonic() + AT_ONCE_S
        while job.running and time.monotonic() < until_s:
            time.sleep(0.002)
        while job.running:
            self.show(MessagePage(self.kit, ONE_MOMENT, ()), lambda: not job.running)
        return job.result()

    def ask(self, sentence: str, choices: Sequence[Choice], more: str = "") -> str:
        """Which of the choices somebody takes."""
        more = _typeset(advice_words(more))
        return self.show(MessagePage(self.kit, _typeset(sentence), choices, more))

    def tell(self, sentence: str, more: str = "") -> None:
        """Show a sentence until somebody has read it; an error of a command begins small."""
        self.ask(begun(advice_words(sentence)), [Choice("go", UNDERSTOOD, primary=True)], more)

    def tell_all(self, sentences: Sequence[str]) -> None:
        """Two on a page, as many as have room: what is advised stands under what has happened."""
        for first in range(0, len(sentences), 2):
            sentence, *more = sentences[first : first + 2]
            self.tell(sentence, *(begun(advice_words(one)) for one in more))

    def kept(self, work: Callable[[], T]) -> T | None:
        """Do it; None, after saying why, where the database or the disk refused."""
        try:
            return self.waiting(work)
        except (StoreError, OSError) as error:
            self.tell(str(error))
            return None

    def answered(self, work: Callable[[], T]) -> T | None:
        """What the database says, asked again as often as somebody wants; None if they go back."""
        while True:
            try:
                return self.waiting(work)
            except (StoreUnreachable, OSError) as error:
                choices = [Choice("again", AGAIN, primary=True), Choice(BACK, GO_BACK)]
                if self.ask(NO_ANSWER, choices, str(error)) != "again":
                    return None
            except StoreError as error:
                self.tell(str(error))
                return None

    def signed_by(self, operator: str) -> None:
        """Somebody has said who they are: they sign until somebody else says so."""
        self.room = replace(self.room, operator=operator)
        self.care.operator = operator


def _typeset(sentence: str) -> str:
    """An option of a command as a word in quotation marks: two hyphens look like a dash."""
    return OPTION.sub("“\\1”", sentence)
