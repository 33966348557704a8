"""What a visit does after a trial; without a plan nothing follows but one more round."""

from dataclasses import dataclass

RESULT_S = 8.0
"""For how long a training's result is looked at before the visit goes on by itself; ours."""


@dataclass(frozen=True)
class Follow:
    """The rest after a trial, and what comes then, as the patient reads it; empty at the end.

    `words` are in the language of the window: "then: right leg, Bullseye".
    """

    rest_s: float
    words: str = ""
