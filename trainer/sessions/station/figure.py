"""Asks how much a leg may carry where an order of partial weight did not say."""

from games.desk.buttons import Choice
from games.desk.page import BACK
from trainer.plans.ordered import lacks_figure
from trainer.recording.background import Background
from trainer.sessions.station.front import Front

HOW_MUCH = "Partial weight bearing: how much may the leg carry?"
SAY_IT, NOT_ORDERED = "Say how much", "The order does not say"


def figure_asked(front: Front, known: Background) -> bool:
    """Whether an order of partial weight says how much, or somebody says that it does not."""
    if not lacks_figure(known):
        return True
    choices = [Choice(BACK, SAY_IT, primary=True), Choice("none", NOT_ORDERED)]
    return front.ask(HOW_MUCH, choices) == "none"
