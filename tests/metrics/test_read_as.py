"""How every metric is read, those of the activities among them: words, plain words, direction."""

import re
from dataclasses import replace

import pytest

from games.engine.activity import Activity, Surface
from games.engine.words import Headline
from games.registry import activities
from games.replay import measure_recording
from tests.games.playing import STOOD_ON, recording_of, setup_of
from tools.metric_activities import BOARDS, kinds_of_activity, renewed, tables
from trainer.metrics import Better, Metric, all_metrics, named, own_metric
from trainer.metrics.document import DOCUMENT
from trainer.metrics.kinds import Family, Fits
from trainer.metrics.readable import PARTS, read_first, unit_of, words_of
from trainer.metrics.registry import metrics_for
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.envelope import assumed_rim
from trainer.recording.load import LoadSetup
from trainer.recording.samples import Samples
from trainer.recording.target import contact_intended
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind

OWN = [metric for activity in activities().values() for metric in activity.metrics]
EACH = pytest.mark.parametrize("metric", [*all_metrics(), *OWN], ids=lambda m: m.names[0])
OF_BODY = (Family.THIGH, Family.PELVIS, Family.EYE)
BODY = re.compile(r"\b(knee|kneecap|hip|thigh|pelvis)\b", re.IGNORECASE)
JARGON = re.compile(
    r"\b(rms|root mean square|standard deviation|coefficient|ellipse|AP|ML|SPARC|medial)\b|spectr"
)
MOST_WORDS = 20


@EACH
def test_a_therapist_reads_words_for_each_of_its_names(metric: Metric) -> None:
    assert len(metric.words) == len(metric.names)
    for words in metric.words:
        assert 3 < len(words) <= 80
        assert not words.endswith(".")
        assert "_" not in words


@EACH
def test_a_patient_reads_one_short_sentence_without_jargon(metric: Metric) -> None:
    assert re.fullmatch(r"[A-Z][^.!?]+\.", metric.plain), metric.plain
    assert len(metric.plain.split()) <= MOST_WORDS
    assert not JARGON.search(metric.plain)


def test_no_two_metrics_read_alike() -> None:
    words = [words for metric in all_metrics() for words in metric.words]
    assert len(words) == len(set(words))


@EACH
def test_what_is_said_of_thigh_pelvis_and_by_the_eye_is_never_called_good(metric: Metric) -> None:
    if metric.family in OF_BODY:
        assert metric.better is Better.NEITHER


@EACH
def test_only_what_sees_the_body_speaks_of_it(metric: Metric) -> None:
    """`inside` is an edge of the board, and not the knee."""
    if metric.family not in OF_BODY:
        assert not BODY.search(" ".join((*metric.words, metric.plain)))
    for name, words in zip(metric.names, metric.words, strict=True):
        if "side" in name:
            assert "edge" in words


def test_directions_are_those_of_the_trial_as_a_whole() -> None:
    known = {
        "osi": Better.LOWER,
        "mean_tilt_velocity": Better.LOWER,
        "rms": Better.LOWER,
        "time_to_failure_s": Better.HIGHER,
        "roundness": Better.HIGHER,
        "sparc": Better.HIGHER,
        "reaction_time_s": Better.LOWER,
        "lanterns_lit": Better.HIGHER,
        # Stiff and unsteady both show in these, one as low and one as high.
        "mean_frequency": Better.NEITHER,
        "inside_bias": Better.NEITHER,
        "tracking_gain_1": Better.NEITHER,
        "nudge_speed": Better.NEITHER,
    }
    found = {name: metric.better for name in known if (metric := named(name))}
    assert found == known


@pytest.mark.parametrize("name", ["rim_contacts", "rim_time_pct"])
def test_contact_has_no_better_direction_while_an_activity_asks_for_it(name: str) -> None:
    def asks(activity: Activity) -> bool:
        return contact_intended(activity.setup(Conditions(""), assumed_rim(2)).parameters)

    on_domes = [each for each in activities().values() if each.surface is Surface.DOME]
    assert {asks(each) for each in on_domes} == {True, False}
    metric = named(name)
    assert metric is not None
    assert metric.better is Better.NEITHER


@pytest.mark.parametrize(
    ("words", "plain", "missing"),
    [
        ("", "How much it rained.", "words for a therapist"),
        ("rain", "", "plain sentence for a patient"),
    ],
)
def test_what_says_too_little_is_refused_when_it_is_declared(
    words: str, plain: str, missing: str
) -> None:
    def wet_s(measured_s: float) -> float:
        """Seconds of rain."""
        return measured_s

    with pytest.raises(ValueError, match=missing):
        own_metric("wet_s", unit="s", better=Better.LOWER, words=words, plain=plain)(wet_s)
    assert named("wet_s") is None


def test_two_activities_may_not_say_different_things_under_one_name() -> None:
    def other(rules: list[float]) -> float:
        """Something else."""
        return rules[0]

    told = {"better": Better.LOWER, "words": "lamps", "plain": "How many lamps there were."}
    with pytest.raises(ValueError, match="lanterns_lit is declared twice"):
        own_metric("lanterns_lit", unit="1", **told)(other)


def headline(name: str) -> Headline:
    return Headline(name, "A number", "")


@pytest.mark.parametrize(
    ("name", "best"), [("osi", 1.0), ("time_on_target_s", 3.0), ("pelvis_drop_deg", None)]
)
def test_a_headlines_best_is_what_its_metric_calls_better(name: str, best: float | None) -> None:
    one = headline(name)
    assert one.best((3.0, 1.0, 2.0)) == best
    assert one.better(3.0, 1.0) is (best == 3.0)
    assert one.better(1.0, 3.0) is (best == 1.0)


def test_what_a_window_shows_is_declared_and_has_its_unit() -> None:
    places = (NO_DOME, FLOOR, 1)
    first = {name for place in places for name in read_first(place)}
    parts = {name for names in PARTS.values() for name in names}
    assert first | PARTS.keys() | parts <= {
        name for m in (*all_metrics(), *OWN) for name in m.names
    }
    assert words_of("osi") == "tilt away from level"
    assert words_of("nothing_such") == "nothing_such"
    units = {name: unit_of(name) for name in ("osi", "rms", "nudge_speed", "laps", "contact_rms")}
    assert units == {"osi": "°", "rms": "mm", "nudge_speed": "°/s", "laps": "", "contact_rms": "mm"}


# ------ for which boards and activities


def test_the_document_says_for_which_boards_and_activities_and_lists_what_only_one_has() -> None:
    written = DOCUMENT.read_text(encoding="utf-8")
    assert written == renewed(written), "run python -m tools.metric_activities"
    assert set(BOARDS) == set(Fits)
    for metric in OWN:
        assert f"`{metric.names[0]}`" in tables()


OF_SIGNALS = {Fits.BOARD, Fits.FORCE_PLATE, Fits.ROUND, Fits.SINES, Fits.REACHES}


@pytest.mark.parametrize("name", activities())
def test_an_activity_has_the_kinds_that_the_document_says(name: str) -> None:
    """A trial that never started names all that it would have had."""
    activity = activities()[name]
    setup = setup_of(name, level=STOOD_ON[activity.surface][0])
    recording = recording_of(setup, Samples.empty(), [TrialEvent(EventKind.END, 0)])
    if activity.surface is Surface.PLATE:
        recording = replace(recording, header=replace(recording.header, load=LoadSetup()))
    left_out = set(measure_recording(recording, activity).omitted)
    seen = {
        kind
        for kind in OF_SIGNALS
        if all(set(metric.names) <= left_out for metric in metrics_for(kind))
    }
    assert seen == kinds_of_activity(activity) & OF_SIGNALS
    assert {name for m in activity.metrics for name in m.names} <= left_out
