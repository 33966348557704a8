"""Steps by hand: amounts, scales, the eye score, the note, and the times."""

import pygame
import pytest

from games.desk.kit import Kit
from games.desk.page import Look
from games.engine.draw.layout import Layout
from games.engine.setup import LIKELY_STATION
from games.screens.station.eye_page import EyePage, EyeRow
from games.screens.station.note_page import NOT_COPIED, NotePage, to_clipboard
from games.screens.station.pictures import Shown, picture
from games.screens.station.scale import pain_page
from games.screens.station.seconds_page import SecondsPage, Spent, clock
from games.screens.station.step import StepPage
from tests.games.spoken import written_texts
from trainer.recording.vocabulary import Side

LAYOUT = Layout((640, 360))
KIT = Kit(LAYOUT, LIKELY_STATION)
ROWS = [EyeRow(part, part, ("well", "a little", "clearly")) for part in ("pelvis", "knee")]


def shown_texts(page) -> str:
    with written_texts() as written:
        page.draw(pygame.Surface(LAYOUT.size, 0, 32), Look())
    return " ".join(each.text for each in written)


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize("shown", list(Shown), ids=lambda shown: shown.value)
def test_each_step_has_a_picture_for_each_leg(shown: Shown, side: Side) -> None:
    seen = []
    for each in (None, picture(LAYOUT, shown, side)):
        surface = pygame.Surface(LAYOUT.size, 0, 32)
        StepPage(KIT, "", each).draw(surface, Look())
        seen.append(pygame.surfarray.array3d(surface))
    x, _ = (seen[0] != seen[1]).any(axis=2).nonzero()
    assert len(x) > 2000
    assert x.max() < LAYOUT.at(1040, 0)[0], "it stands beside the words"


def test_a_scale_is_answered_by_one_of_eleven_numbers_each_with_a_key() -> None:
    page = pain_page(KIT)
    assert [item.name for item in page.items] == [*(str(score) for score in range(11)), "back"]
    assert [item.key for item in page.items] == [*"0123456789x", ""]
    assert page.main == "", "a press walks along the numbers"
    assert page.value is None
    assert page.take("10")
    assert page.value == 10


def test_the_eye_score_is_done_when_each_part_has_a_grade() -> None:
    page = EyePage(KIT, "seen", ROWS)
    done = {item.name: item.enabled for item in page.items}["done"]
    assert (page.main, done) == ("", False)
    assert not page.take("pelvis 2")
    assert not page.take("pelvis 1")
    assert not page.complete
    page.take("knee 0")
    assert page.scores == {"pelvis": 1, "knee": 0}
    assert page.main == "done"
    assert page.take("done")


def test_the_line_is_copied_and_the_page_stays() -> None:
    copied: list[str] = []
    page = NotePage(KIT, "3 Nov 2026, visit 6", lambda line: not copied.append(line))
    assert not page.take("copy")
    assert copied == ["3 Nov 2026, visit 6"]
    assert page.copied
    assert page.take("done")


def test_where_nothing_can_be_copied_the_page_says_where_the_line_is(monkeypatch) -> None:
    def refuse(_: str) -> None:
        raise pygame.error("no clipboard")

    monkeypatch.setattr(pygame.scrap, "put_text", refuse)
    page = NotePage(KIT, "3 Nov 2026", to_clipboard)
    assert NOT_COPIED not in shown_texts(page)
    page.take("copy")
    assert NOT_COPIED in shown_texts(page)


def test_times_are_added_up_and_what_was_left_out_took_none() -> None:
    rows = [Spent("anchor", 105.0, 98.4), Spent("bullseye", 40.0, None)]
    page = SecondsPage(KIT, rows)
    assert page.together.planned_s == 145.0
    assert page.together.taken_s == pytest.approx(98.4)
    told = shown_texts(page)
    assert all(words in told for words in ("1:45", "1:38", "0:40", "–", "2:25"))


@pytest.mark.parametrize(("seconds", "told"), [(0.0, "0:00"), (59.6, "1:00"), (600.0, "10:00")])
def test_a_time_is_minutes_and_seconds(seconds: float, told: str) -> None:
    assert clock(seconds) == told
