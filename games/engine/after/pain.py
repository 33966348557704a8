"""After pain: how much it hurts and where, and whether the therapist goes on with that leg."""

from games.engine.after.over import JUDGING_S, Ended, Over
from games.engine.input import Wish, meaning
from games.engine.pain_talk import PainTalk, Question
from games.screens.pain import PainScreen


class AfterPain:
    """The questions about pain."""

    def __init__(self, over: Over) -> None:
        self._over = over

    def show(self) -> Ended | None:
        """Ask how much and where; None if pain was pressed by mistake.

        After a minute the pain is kept as far as it was told, so that a crash loses no lock.
        """
        over = self._over
        talk, since_s, final = PainTalk(), over.shown_s, False
        screen = self._screen(talk, final)
        for _ in over.show.frames():
            if not final and over.shown_s - since_s > JUDGING_S:
                final = True
                over.keep(talk.pain)
                screen = self._screen(talk, final)
            for name in over.show.pressed():
                wish, question = meaning(name), talk.question
                if wish in (Wish.LEAVE, Wish.CLOSE):
                    return self._end(talk, closed=wish is Wish.CLOSE)
                if question is Question.HOW_MUCH and wish is Wish.TAKE_BACK and not final:
                    over.take_back()
                    return None
                if question is not Question.NOTHING:
                    talk = talk.take(name)
                    screen = self._screen(talk, final)
                elif wish is Wish.GO_ON and not talk.pain.ends_visit:
                    return self._end(talk, again=True)
            over.show.paint(screen.draw)
        return self._end(talk)

    def _end(self, talk: PainTalk, again: bool = False, closed: bool = False) -> Ended:
        self._over.player.tell(talk.pain)
        return self._over.end(again, closed)

    def _screen(self, talk: PainTalk, final: bool) -> PainScreen:
        screen = PainScreen(self._over.stage, talk, final)
        self._over.show.show_keys(*screen.keys, areas=screen.areas, words=talk.answers)
        self._over.show.walk()
        return screen
