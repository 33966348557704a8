"""The screens after one trial: `games.engine.loop` shows them until somebody goes on or leaves."""

from games.engine.after.assessment import AfterAssessment
from games.engine.after.over import Ended, Over
from games.engine.after.pain import AfterPain
from games.engine.after.training import AfterTraining, Follows
from games.engine.follow import Follow
from games.engine.player import LivePlayer
from games.engine.scene import Onlooker, Place, Stage
from games.engine.show import Show
from trainer.recording.vocabulary import Outcome


class After:
    """The screens after one trial. `place` is where it was played, `next_round` says how the next
    one will be, `follow` what a plan does then.
    """

    def __init__(
        self,
        show: Show,
        player: LivePlayer,
        onlooker: Onlooker,
        stage: Stage,
        place: Place | None = None,
        next_round: Follows | None = None,
        follow: Follow | None = None,
    ) -> None:
        over = Over(show, player, onlooker, stage)
        self._player = player
        self._pain = AfterPain(over)
        self._usual = (
            AfterAssessment(over, follow)
            if stage.assessment
            else AfterTraining(over, place, next_round, follow)
        )

    def run(self) -> Ended:
        """Show them until somebody goes on, finishes, or closes the window."""
        ended: Ended | None = None
        try:
            while ended is None:
                # A judgement can turn one into the other at any time.
                pain = self._player.trial.outcome is Outcome.PAIN
                ended = self._pain.show() if pain else self._usual.show()
        finally:
            self._player.close()
        return ended
