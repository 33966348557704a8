"""What belongs to a patient: seen in one list, and changed behind each row."""

from datetime import UTC, date, datetime, timedelta

import pytest

from games.desk.page import BACK
from tests.sessions.station.forms import filled
from tests.sessions.station.forms import shown as all_shown
from tests.sessions.station.scripted import Take
from trainer.plans.screening import QUESTIONS, STOPS
from trainer.recording.background import (
    Background,
    NoGo,
    PrescribedRest,
    StopReason,
    WeightBearing,
)
from trainer.recording.clinical import Episode
from trainer.recording.conditions import FootPlacement
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Arms, Footwear, Side
from trainer.sessions.forms.sectors import towards
from trainer.sessions.station.facts import facts_flow
from trainer.store import Store
from trainer.store.values import BodyWeight

NOW = datetime.now(UTC)
TODAY = NOW.astimezone().date()
WELL = {name: "no" if name in STOPS else "yes" for name in QUESTIONS}


def shown(store: Store, *takes: Take) -> str:
    """Everything that was written while somebody took these and went back in the end."""
    return all_shown(facts_flow, store, *takes, BACK)


def test_a_new_code_has_nothing_noted(store: Store) -> None:
    words = shown(store, "page/on")
    assert "Findings and orders | nothing noted" in words
    assert "Screening | not done yet" in words
    assert "Where the left foot stands | not noted yet" in words
    assert "Prescribed rest | none" in words


def test_everything_that_is_known_is_read_in_one_list(store: Store) -> None:
    day = date(2026, 2, 1)
    store.add_background("K7", Background(NOW, "ACL", day, WeightBearing.PARTIAL, 50.0))
    store.add_weight("K7", BodyWeight(72.5, NOW, measured=True))
    store.add_placement("K7", Side.LEFT, FootPlacement("N28", "O7", Footwear.SHOES))
    store.add_no_go("K7", NoGo("n1", Side.LEFT, Sector(0, 9), "graft", TODAY, NOW))
    store.add_rest("K7", PrescribedRest(TODAY, TODAY, "flu"))
    store.add_episode("K7", Episode(NOW, Side.RIGHT))
    words = shown(store, "page/on")
    expected = "ACL; surgery 1 Feb 2026; partial weight bearing, 50 % of the body weight"
    assert expected in words
    assert "right leg involved, since" in words
    assert "72.5 kg, weighed on the board" in words
    assert "heel N28, second toe O7, shoes" in words
    assert "1 now" in words
    assert ": flu" in words


def test_findings_and_orders_are_edited_and_the_rest_of_them_stays(store: Store) -> None:
    store.add_background("K7", Background(NOW, "ACL", date(2026, 2, 1)))
    shown(store, "background", filled({"order": "touch"}), "save")
    known = store.background("K7")
    assert (known.diagnosis, known.surgery_on) == ("ACL", date(2026, 2, 1))
    assert (known.weight_bearing, known.operator) == (WeightBearing.TOUCH, "op")


@pytest.mark.parametrize(
    ("answers", "takes", "percent"),
    [
        ({"kg": "20"}, (), 28.0),
        ({}, (BACK, filled({"percent": "30"}), "save"), 30.0),
        ({}, ("none",), None),
        ({"kg": "20", "percent": "30"}, ("go", filled({"kg": "\b"}), "save"), 30.0),
        ({"kg": "80"}, ("go", filled({"kg": "35"}), "save"), 50.0),
    ],
    ids=["kilograms", "asked for", "the order does not say", "both", "too heavy"],
)
def test_partial_weight_is_asked_how_much(
    store: Store, answers: dict[str, str], takes: tuple[Take, ...], percent: float | None
) -> None:
    store.add_weight("K7", BodyWeight(70.0, NOW))
    shown(store, "background", filled({"order": "partial", **answers}), "save", *takes)
    known = store.background("K7")
    assert (known.weight_bearing, known.weight_bearing_pct) == (WeightBearing.PARTIAL, percent)


def test_kilograms_need_a_weight_to_be_a_part_of(store: Store) -> None:
    kg = filled({"order": "partial", "kg": "20"})
    assert "note that first" in shown(store, "background", kg, "save", "go", BACK)
    assert store.background("K7") is None


def test_a_screening_is_answered_again_and_what_follows_is_said(store: Store) -> None:
    store.add_episode("K7", Episode(NOW, Side.LEFT))
    bad = {**WELL, "locking": "yes", "floor_10_s": "no"}
    words = shown(store, "screening", filled(bad), "save", "go")
    assert "The left leg: locked from now on (locking)" in words
    assert "not ten seconds on one leg on the floor; the knee locks" in words
    (stop,) = store.stops("K7")
    assert (stop.reason, stop.side, stop.operator) == (StopReason.LOCKING, Side.LEFT, "op")
    assert "last time yes" in shown(store, "screening", filled(WELL), "save")
    assert store.screening("K7").answers["locking"] is False


def test_a_weight_is_typed(store: Store) -> None:
    shown(store, "weight", filled({"weight": "80,4"}), "save")
    assert store.newest_weight("K7").kg == 80.4


def test_each_foot_has_its_cells(store: Store) -> None:
    cells = {"heel": "n28", "toe": "o7", "shoes": "barefoot", "arms": "crossed"}
    shown(store, "feet:right", filled(cells), "save")
    known = store.newest_placement("K7", Side.RIGHT).feet
    assert known == FootPlacement("N28", "O7", Footwear.BAREFOOT, Arms.CROSSED)
    assert store.newest_placement("K7", Side.LEFT) is None


@pytest.mark.parametrize(
    ("heel", "toe", "said"),
    [("Z99", "O7", "not a cell of the foot grid"), ("O7", "N28", "nearer to the toe edge")],
    ids=["no cell", "wrong way round"],
)
def test_cells_that_cannot_be_are_said_and_stay(
    store: Store, heel: str, toe: str, said: str
) -> None:
    cells = {"heel": heel, "toe": toe, "shoes": "shoes", "arms": "free"}
    right = filled({"heel": "N28", "toe": "O7"})
    words = shown(store, "feet:left", filled(cells), "save", "go", right, "save")
    assert said in words
    assert store.newest_placement("K7", Side.LEFT).feet.arms is Arms.FREE


@pytest.mark.parametrize(
    ("side", "word", "sector"),
    [
        (Side.LEFT, "toes", Sector(315, 45)),
        (Side.LEFT, "inside", Sector(45, 135)),
        (Side.RIGHT, "inside", Sector(225, 315)),
        (Side.RIGHT, "heel", Sector(135, 225)),
    ],
)
def test_a_direction_of_a_foot_is_a_quarter_of_the_circle(
    side: Side, word: str, sector: Sector
) -> None:
    assert towards(side, word) == sector


def test_directions_are_closed_by_a_word_and_taken_back(store: Store) -> None:
    closed = {"leg": "left", "towards": "inside", "until": "31 12 2999", "why": "graft"}
    words = shown(store, "page/on", "sectors", "add", filled(closed), "save", BACK)
    (known,) = store.no_gos("K7")
    assert (known.side, known.sector, known.reason) == (Side.LEFT, Sector(45, 135), "graft")
    assert (known.until, known.operator) == (date(2999, 12, 31), "op")
    assert "left leg: inside | graft | until 31 Dec 2999" in words
    words = shown(store, "page/on", "sectors", known.sector_id, "withdraw", BACK)
    assert store.no_gos("K7")[0].withdrawn_at is not None
    assert "taken back" in words


def test_own_degrees_must_be_said_and_differ(store: Store) -> None:
    own = {"leg": "right", "towards": "own_degrees", "until": "31 12 2999", "why": "graft"}
    same = filled({"from": "20", "to": "20"})
    takes = ("add", filled(own), "save", "go", same, "save", "go", filled({"to": "60"}), "save")
    words = shown(store, "page/on", "sectors", *takes, BACK)
    assert "Say the degrees, or choose one of the directions." in words
    assert "must differ" in words
    assert store.no_gos("K7")[0].sector == Sector(20, 60)
    assert "right leg: 20° to 60°" in words


def test_rest_is_prescribed_with_its_days_and_reason(store: Store) -> None:
    backwards = {"first": "4 3 2999", "last": "3 3 2999", "why": "flu"}
    later = filled({"last": "9 3 2999"})
    takes = ("rests", "add", filled(backwards), "save", "go", later, "save", BACK)
    words = shown(store, "page/on", *takes)
    assert "A rest ends on the day it begins or later" in words
    rest = PrescribedRest(date(2999, 3, 4), date(2999, 3, 9), "flu", "op")
    assert store.rests("K7") == (rest,)
    assert "4 Mar 2999 to 9 Mar 2999 | flu" in words


def test_the_involved_leg_changes_within_its_episode(store: Store) -> None:
    began = NOW - timedelta(days=20)
    store.add_episode("K7", Episode(began, Side.LEFT, level=2, note="first"))
    shown(store, "episode", "leg", filled({"leg": "right"}), "save")
    assert store.episode("K7") == Episode(began, Side.RIGHT, level=2, note="first", operator="op")


def test_a_new_episode_begins_only_after_a_second_question(store: Store) -> None:
    store.add_episode("K7", Episode(NOW - timedelta(days=20), Side.LEFT, level=2))
    shown(store, "episode", "new", BACK)
    assert store.episode("K7").level == 2
    shown(store, "episode", "new", "begin", filled({"leg": "left"}), "save")
    episode = store.episode("K7")
    assert (episode.level, episode.involved) == (None, Side.LEFT)
    assert episode.begun_at > NOW - timedelta(minutes=1)


def test_a_leg_without_an_episode_belongs_to_all_that_is_known(store: Store) -> None:
    shown(store, "episode", "leg", filled({"leg": "both"}), "save")
    assert store.episode("K7").begun_at < store.patient("K7").created_at
