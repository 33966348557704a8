"""Notes and clinical measures at the station: the same entries as `baps note add` makes."""

from datetime import UTC, datetime, timedelta

import pytest

from games.desk.page import BACK
from games.screens.station.listing import ListPage
from tests.games.spoken import written_texts
from tests.sessions.station.forms import filled
from tests.sessions.station.forms import shown as all_shown
from tests.sessions.station.scripted import Take, front_with
from tests.store.test_legs import painful
from trainer.recording.background import StopReason
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.pain import Pain
from trainer.recording.strength import torque_per_kg
from trainer.recording.vocabulary import PainPlace, Side
from trainer.sessions.forms.measures import measure_questions
from trainer.sessions.station.notes import notes_flow
from trainer.store import Store
from trainer.store.values import BodyWeight

NOW = datetime.now(UTC)
ON = "page/on"


def shown(store: Store, *takes: Take) -> str:
    """Everything that was written while somebody took these and went back in the end."""
    return all_shown(notes_flow, store, *takes, BACK)


def chosen(name: str) -> list[Take]:
    """A measure, on whatever page of the list it stands."""

    def turn(page: ListPage) -> None:
        while name not in {each.name for each in page.items}:
            page.take(ON)

    return ["measure", turn, name]


def only_entry(store: Store) -> ClinicalEntry:
    (entry,) = store.entries("K7")
    return entry


def test_the_newest_stands_first_with_its_value_leg_and_day(store: Store) -> None:
    day = datetime(2026, 3, 4, 12, tzinfo=UTC)
    for number, entry in enumerate(
        (
            ClinicalEntry("", "effusion", day, Side.LEFT, 0.5),
            ClinicalEntry("", "dorsiflexion", day + timedelta(days=1), Side.RIGHT, 38.5, "deg"),
            ClinicalEntry("", "note", day + timedelta(days=2), note="slept badly"),
        )
    ):
        store.add_entry("K7", ClinicalEntry(**{**vars(entry), "entry_id": f"e{number}"}))
    words = shown(store)
    lines = (
        "slept badly | 6 Mar 2026",
        "dorsiflexion in weight bearing, right leg: 38.5° | 5 Mar 2026",
        "effusion, stroke test, left leg: trace | 4 Mar 2026",
    )
    places = [words.index(line) for line in lines]
    assert places == sorted(places)


def test_pain_that_stopped_a_trial_is_among_the_notes_and_cannot_be_withdrawn(store: Store) -> None:
    store.save_trial(painful(pain=Pain(6, PainPlace.HIP)))
    store.add_entry("K7", ClinicalEntry("e1", "note", datetime(2020, 1, 1, tzinfo=UTC), note="old"))
    front = front_with(store, [BACK])
    with written_texts() as written:
        notes_flow(front, "K7")
    words = " | ".join(each.text for each in written)
    (page,) = front.desk.seen
    first, second = page.items[:2]
    assert "Pain 6 of 10, hip | stopped Steady stance on the left leg" in words
    assert (first.enabled, second.enabled, second.name) == (False, True, "e1")


def test_a_free_note_is_added(store: Store) -> None:
    assert "slept badly" in shown(store, "note", filled({"text": "slept badly"}), "save")
    assert (only_entry(store).note, only_entry(store).operator) == ("slept badly", "op")


def test_a_force_becomes_a_torque_with_the_weight_that_is_known(store: Store) -> None:
    store.add_weight("K7", BodyWeight(70.0, NOW))
    readings = {"value": "140", "value 2": "148", "lever": "0,4"}
    said = filled({"leg": "left", "position": "supine", **readings})
    shown(store, *chosen("strength_abduction"), "N", said, "save")
    entry = only_entry(store)
    assert entry.value == pytest.approx(torque_per_kg(148, "N", 0.4, 70.0))
    assert (entry.unit, entry.side) == ("Nm/kg", Side.LEFT)
    assert entry.detail["readings"] == [140.0, 148.0]
    assert (entry.detail["position"], entry.detail["weight_kg"]) == ("supine", 70.0)


def test_grades_totals_and_tasks_are_typed_in_their_own_way(store: Store) -> None:
    shown(store, *chosen("squat_knee"), filled({"leg": "right", "value": "1"}), "save")
    shown(store, *chosen("akps"), filled({"value": "83"}), "save")
    task = {"label": "stairs, downwards", "value": "6"}
    shown(store, *chosen("patient_specific_task"), filled(task), "save")
    found = {each.kind: each for each in store.entries("K7")}
    assert (found["squat_knee"].value, found["squat_knee"].side) == (1.0, Side.RIGHT)
    assert (found["akps"].value, found["akps"].side) == (83.0, None)
    assert found["patient_specific_task"].detail["label"] == "stairs, downwards"


def test_a_measure_of_ones_own_has_a_name_and_a_unit(store: Store) -> None:
    own = {"label": "calf girth", "unit": "cm", "value": "36,5", "leg": "left"}
    shown(store, *chosen("own_measure"), filled(own), "save")
    entry = only_entry(store)
    assert (entry.kind, entry.unit, entry.value) == ("other:calf girth", "cm", 36.5)


def test_pain_above_five_locks_its_leg_and_says_so(store: Store) -> None:
    said = filled({"leg": "left", "value": "8"})
    words = shown(store, *chosen("pain_now"), said, "save", "go")
    assert "The left leg: locked from now on (pain)" in words
    (stop,) = store.stops("K7")
    assert (stop.reason, stop.pain) == (StopReason.PAIN, 8)


def test_what_was_wrong_is_withdrawn_with_a_reason_and_seen_no_more(store: Store) -> None:
    store.add_entry("K7", ClinicalEntry("e1e1e1e1", "akps", NOW, None, 83.0, "of 100"))
    words = shown(store, "e1e1e1e1", "withdraw", filled({"why": "the other patient"}), "save")
    assert only_entry(store).withdrawn.reason == "the other patient"
    assert "Nothing is noted yet." in words


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if not kind.is_text])
def test_every_kind_has_a_form_for_each_of_its_units(store: Store, name: str) -> None:
    kind = KINDS[name]
    for scale in (*kind.scales, *kind.forces) or (None,):
        asked = {each.name: each for each in measure_questions(kind, scale)}
        answers = {each.name: _some(each) for each in asked.values() if each.required}
        unit = [scale.unit] if scale and len(kind.units) > 1 else []
        shown(store, *chosen(name), *unit, filled(answers), "save")
    assert store.entries("K7")[-1].kind == name


def _some(question) -> str:
    if question.choices:
        return question.choices[0][0]
    words = {"label": "stairs", "lever": "0.4", "weight": "70"}
    return words.get(question.name, f"{max(question.low, 0):g}")


def test_a_long_note_is_cut_in_the_list_and_whole_behind_it(store: Store) -> None:
    text = " ".join(["slept badly"] * 30)
    store.add_entry("K7", ClinicalEntry("e1e1e1e1", "note", NOW, note=text))
    front = front_with(store, ["e1e1e1e1", BACK, BACK])
    with written_texts() as written:
        notes_flow(front, "K7")
    assert all(each.whole for each in written)
    (cut, *_) = [each.text for each in written if each.text.endswith("…")]
    assert text.startswith(cut[:-1])
    assert text in " ".join(each.text for each in written)
