"""Two trials or two days side by side, and what cannot be compared."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.clinic.browsing import Browser
from tests.recomputing import deliver, id_of, ordinary
from trainer.clinic import compare_view
from trainer.progress.two_visits import Apart
from trainer.recording.history import local_day
from trainer.recording.trial import Recording
from trainer.store import Store
from trainer.texts import said_day

PATH = "/patients/K7/compare"
DAYS = [
    local_day(ordinary(1).header.started_at + timedelta(hours=12, days=days)) for days in (0, 7)
]


def trial(number: int, days: int = 0, *, larger: float = 1.0, **conditions: object) -> Recording:
    one = ordinary(number)
    moment = one.header.started_at + timedelta(hours=12, days=days, minutes=number)
    same = replace(one.header.conditions, **conditions)  # type: ignore[arg-type]
    one.samples.ap_deg[:] *= larger
    one.samples.ml_deg[:] *= larger
    return replace(one, header=replace(one.header, started_at=moment, conditions=same))


def words_in(svg: str) -> list[str]:
    """What is written in a chart."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg.partition("</svg>")[0])


@pytest.fixture
def ada(store: Store, signed_in: Callable[..., Browser]) -> Browser:
    mine = signed_in("ada")
    mine.fill_in("/patients/new", {"code": "K7", "mine": "1"})
    deliver(store, trial(1), trial(2, 7, larger=2.0), trial(3, 7, level=3))
    return mine


def test_two_trials_have_pictures_of_one_scale_and_each_number_with_its_change(
    ada: Browser,
) -> None:
    page = ada.get(f"{PATH}?a={id_of(1)}&b={id_of(2)}").text
    assert page.count("<svg") == 4, "way and course of each"
    way, course, other_way, other_course = (words_in(part) for part in page.split("<svg")[1:])
    assert way == other_way, "the numbers on both axes"
    assert course == other_course
    assert "(+100 %)" in page
    assert "differ by chance" in page
    more = ada.get(f"{PATH}?a={id_of(1)}&b={id_of(2)}&all=1").text
    assert more.count("<tr>") > page.count("<tr>") + 20


def test_two_days_are_compared_test_by_test(ada: Browser) -> None:
    page = ada.get(f"{PATH}?a={DAYS[0]}&b={DAYS[1]}").text
    first, second = (said_day(day) for day in DAYS)
    assert f'<th scope="col">{first}</th><th scope="col">{second}</th>' in page
    assert "(+100 %)" in page
    assert page.count("<svg") == 4
    assert "<h2" in page
    assert "Bullseye" in page, "its title, not its name"


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (id_of(1), id_of(3), "These trials cannot be compared, they differ in dome"),
        (id_of(1), id_of(1), "These are one and the same"),
        (id_of(1), str(DAYS[0]), "Choose two trials, or two days"),
        (str(DAYS[0]), "", "Choose two trials, or two days"),
        (str(DAYS[0]), "2001-01-01", "no test under the same conditions"),
    ],
    ids=("conditions", "same", "mixed", "one", "empty_day"),
)
def test_what_cannot_be_compared_says_why_and_lets_one_choose(
    ada: Browser, first: str, second: str, words: str
) -> None:
    answer = ada.get(f"{PATH}?a={first}&b={second}")
    assert answer.status_code == 422
    assert words in answer.text
    assert f'<option value="{DAYS[0]}"' in answer.text


def test_a_trial_of_another_patient_is_not_compared(ada: Browser, store: Store) -> None:
    store.add_patient("K8")
    other = trial(8)
    deliver(store, replace(other, header=replace(other.header, patient_code="K8")))
    for wanted in (id_of(8), id_of(9), id_of(1)[:8]):
        answer = ada.get(f"{PATH}?a={id_of(1)}&b={wanted}")
        assert answer.status_code == 404
        assert f"K7 has no trial {wanted}" in answer.text


def test_noise_is_spoken_of_the_anchor_alone_and_of_days_alone(
    ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_days, two_trials = f"{PATH}?a={DAYS[0]}&b={DAYS[1]}", f"{PATH}?a={id_of(1)}&b={id_of(2)}"
    assert (
        "Nothing can be said of noise: it is measured in the anchor test" in ada.get(two_days).text
    )
    assert "Nothing is said of noise: it is known of a visit" in ada.get(two_trials).text
    for told, tag in (
        (Apart("speed 8 → 10: more than measurement noise.", beyond=True), "more than noise"),
        (Apart("speed 8 → 9: within measurement noise.", beyond=False), "within noise"),
    ):
        monkeypatch.setattr(compare_view, "noise_between", lambda *_, told=told: [told])
        page = ada.get(two_days).text
        assert f'<span class="tag">{tag}</span> Speed' in page


def test_the_films_of_two_trials_have_one_button_to_play_them(ada: Browser) -> None:
    page = ada.get(f"{PATH}?a={id_of(1)}&b={id_of(2)}").text
    for number in (1, 2):
        assert f'data-film="/patients/K7/trials/{id_of(number)}/film"' in page
    assert page.count(">Play</button>") == 1
    assert "data-film" not in ada.get(f"{PATH}?a={DAYS[0]}&b={DAYS[1]}").text
