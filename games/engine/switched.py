"""What the switches of a board do to a trial: event button, rail strip, rail stop and mat.

They come as flags in the samples, so `games.engine.course` shows each sample's flags before it
looks at anything else.
"""

from games.engine.contacts import Contacts
from games.engine.control import BY_BUTTON, BY_RAIL
from games.engine.phase import Phase
from games.engine.progress import Progress
from games.engine.rules import Rules
from games.engine.standing import Standing
from games.engine.terms import Terms
from trainer.recording.samples import FLAG_RAIL_OPEN
from trainer.recording.vocabulary import EventKind, Outcome, Support


class Switched(Progress):
    """A trial that switches can touch, hold up and end."""

    def __init__(self, terms: Terms, rules: Rules) -> None:
        super().__init__(terms)
        self.rules = rules
        self._contacts = Contacts()
        self._hands_free = terms.support is Support.NONE and not terms.seated
        self.standing = Standing(terms, self._contacts)

    def _feel(self, passed_us: int, flags: int) -> bool:
        """Take the switches of a sample; True if they ended the trial with it."""
        contacts = self._contacts
        contacts.take(passed_us, flags)
        self.standing.feel_mat()
        if flags & FLAG_RAIL_OPEN:
            self._note(EventKind.RAIL_STOP, {"state": "open"})
            self._finish_after_this(Outcome.STOPPED)
        elif not self._under_way:
            contacts.ignore_press()
        elif contacts.held:
            self._finish_after_this(Outcome.STOPPED)
        elif contacts.released and self.touched and not self.terms.pausable:
            # Not before: had the button stayed down, it would have meant the end.
            self._finish_after_this(Outcome.TOUCH, found=Outcome.STOPPED)
        else:
            self._press_or_hand(contacts)
        return self.finished

    def _press_or_hand(self, contacts: Contacts) -> None:
        if contacts.pressed:
            self._press()
        if contacts.hand_on_rail and not contacts.hand_noted:
            self._feel_hand(contacts)

    def _press(self) -> None:
        if self.phase is Phase.PAUSED:
            self._gate.go_on(BY_BUTTON)
            return
        if self.rules.asked.press:
            # The rules see the press itself: `Now.pressed`.
            return
        self._note(EventKind.TOUCH, {"by": BY_BUTTON})
        self._verdict.note(Outcome.TOUCH)

    def _feel_hand(self, contacts: Contacts) -> None:
        if self.phase is not Phase.MEASURING or not self._hands_free:
            return
        contacts.hand_noted = True
        self._note(EventKind.TOUCH, {"by": BY_RAIL})
        self._verdict.see(Outcome.TOUCH)
        if not self.terms.pausable:
            self._finish_after_this(Outcome.TOUCH)
