"""Pain has stopped a trial: what the patient reads, and what the therapist asks."""

import pygame

from games.engine.draw.chrome import Key, background, write_chrome
from games.engine.draw.lettering import BODY, LABEL, LARGE, NOTE, NOTE_BOLD
from games.engine.draw.palette import INK, MIST
from games.engine.pain_talk import PainTalk, Question, pain_words
from games.engine.scene import Stage
from games.engine.words import HOW_MUCH, LEG_RESTS, SIT_DOWN, STOP_HERE, THERAPIST_SAYS, WHERE
from trainer.texts import said

KEY = "key {key}"
MIDDLE, STOP_Y, SIT_Y, ASK_Y, ANSWERS_Y, ANSWER_ROW = 960, 270, 410, 590, 700, 66
SCALE_APART, COLUMN_APART = 130, 560
COLUMNS = 3
BY_MISTAKE: Key = ("C", "pressed by mistake")
GO_ON: Key = ("G", "go on with this leg")
FINISH: Key = ("Esc", "finish")


class PainScreen:
    """One for each question; the keys of the answers are on it and can be clicked.

    Once the pain is `final` nobody can say that it was a mistake.
    """

    def __init__(self, stage: Stage, talk: PainTalk, final: bool = False) -> None:
        self._stage, self._talk, self._final = stage, talk, final
        self._still = background(stage.layout, 0.7).surface()
        self._middle(STOP_HERE, STOP_Y)
        self._middle(SIT_DOWN, SIT_Y)
        asked = stage.layout.at(MIDDLE, ASK_Y)
        stage.lettering.write(self._still, self._sentence(), BODY, asked, INK, align=0.5)
        self.areas = self._write_answers()
        write_chrome(self._still, stage)

    @property
    def keys(self) -> tuple[tuple[Key, ...], ...]:
        """The keys in the corner."""
        question = self._talk.question
        if question is Question.HOW_MUCH:
            return ((FINISH,),) if self._final else ((BY_MISTAKE, FINISH),)
        going_on = question is Question.NOTHING and not self._talk.pain.ends_visit
        return ((GO_ON, FINISH),) if going_on else ((FINISH,),)

    def draw(self, onto: pygame.Surface) -> None:
        onto.blit(self._still, (0, 0))

    def _sentence(self) -> str:
        question = self._talk.question
        if question is Question.HOW_MUCH:
            return HOW_MUCH
        if question is Question.WHERE:
            return WHERE
        return LEG_RESTS if self._talk.pain.ends_visit else THERAPIST_SAYS

    def _write_answers(self) -> list[tuple[str, pygame.Rect]]:
        """Write the answers; where a click means each."""
        if self._talk.question is Question.HOW_MUCH:
            return self._write_scale()
        if self._talk.question is Question.WHERE:
            return self._write_places()
        stage = self._stage
        at = stage.layout.at(MIDDLE, ANSWERS_Y)
        stage.lettering.write(self._still, pain_words(self._talk.pain), NOTE, at, MIST, align=0.5)
        return []

    def _write_scale(self) -> list[tuple[str, pygame.Rect]]:
        """The scale is large, for the patient; below, small, the key that is not the number."""
        layout, lettering, areas = self._stage.layout, self._stage.lettering, []
        answers = self._talk.answers
        for index, (key, score) in enumerate(answers.items()):
            x = MIDDLE + (index - (len(answers) - 1) / 2) * SCALE_APART
            lettering.write(self._still, score, LABEL, layout.at(x, ANSWERS_Y + 30), INK, align=0.5)
            if key != score and self._stage.beside is None:
                below = layout.at(x, ANSWERS_Y + 30 + ANSWER_ROW)
                words = said(KEY).format(key=key)
                lettering.write(self._still, words, NOTE, below, MIST, align=0.5)
            areas.append((key, self._area(x - SCALE_APART / 2, SCALE_APART, ANSWERS_Y + 30)))
        return areas

    def _write_places(self) -> list[tuple[str, pygame.Rect]]:
        layout, lettering, areas = self._stage.layout, self._stage.lettering, []
        answers = list(self._talk.answers.items())
        rows = -(-len(answers) // COLUMNS)
        for index, (key, place) in enumerate(answers):
            column, row = divmod(index, rows)
            x = MIDDLE + (column - COLUMNS / 2) * COLUMN_APART + 60
            y = ANSWERS_Y + ANSWER_ROW * row
            after = lettering.write(self._still, key, NOTE_BOLD, layout.at(x, y), INK)
            at = (after + layout.px(18), layout.at(x, y)[1])
            lettering.write(self._still, place, NOTE, at, MIST)
            areas.append((key, self._area(x, COLUMN_APART - 40, y)))
        return areas

    def _area(self, x: float, width: float, baseline: float) -> pygame.Rect:
        left, top = self._stage.layout.at(x, baseline - 46)
        return pygame.Rect(
            round(left),
            round(top),
            round(self._stage.layout.px(width)),
            round(self._stage.layout.px(ANSWER_ROW)),
        )

    def _middle(self, words: str, y: float) -> None:
        at = self._stage.layout.at(MIDDLE, y)
        self._stage.lettering.write(self._still, words, LARGE, at, INK, align=0.5)
