"""What was answered on a form: by the name of each question, without those left open."""

from collections.abc import Mapping

from games.screens.station.questions import Answer

Answers = Mapping[str, Answer]


def text_of(answers: Answers, name: str) -> str:
    """A typed text without space around it; empty where nothing was typed."""
    return str(answers.get(name, "")).strip()
