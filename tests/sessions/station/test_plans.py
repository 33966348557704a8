"""A plan read, changed and signed page by page; what is not signed is never kept unasked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pygame
import pytest

from games.desk.page import BACK, Look, Page
from games.screens.station.form import FormPage
from games.screens.station.listing import ListPage
from games.screens.station.message_page import MessagePage
from games.screens.station.paragraphs import ParagraphsPage
from tests.games.spoken import written_texts
from tests.sessions.station.scripted import SIZE, front_with
from trainer.plans.prescribing import from_template, items_of, signed
from trainer.plans.templates import TEMPLATES
from trainer.recording.background import Background, WeightBearing
from trainer.recording.clinical import Episode
from trainer.recording.conditions import FLOOR
from trainer.recording.plan import BoardItem, ExerciseItem, Legs, Plan
from trainer.recording.vocabulary import Arms, Feedback, Side, Stance
from trainer.sessions.station.plans import plan_flow
from trainer.store import Store
from trainer.store.errors import StoreUnreachable

NOW = datetime.now(UTC)
DEFAULT = TEMPLATES["ten-minutes"]
Does = Callable[[Page], object]


def prescribed(store: Store, template: str = "ten-minutes", by: str = "JD", **changes) -> Plan:
    draft = from_template(TEMPLATES[template], f"{template} {by}", NOW - timedelta(days=3))
    plan = replace(draft, **changes)
    if by:
        plan = signed(plan, f"signed {plan.plan_id}", by, NOW - timedelta(days=2))
    store.add_plan("K7", plan)
    return plan


def goes(store: Store, *takes: str | Does, board=None):
    """Do this with the plan of K7; the pages that were shown."""
    front = front_with(store, takes, board)
    plan_flow(front, "K7")
    assert front.desk.left == []
    return front


def typed(name: str, text: str) -> Does:
    """Type into a form's field instead of what is there."""

    def act(page: Page) -> bool:
        assert isinstance(page, FormPage)
        if name not in {each.name for each in page.items}:
            return False
        page.focused = name
        for _ in range(40):
            page.type("\b")
        for letter in text:
            page.type(letter)
        return True

    return act


def on_its_page(*takes: str | Does) -> list[Does]:
    """Answers of a form, on whatever page of it each stands."""

    def turned(take: str | Does) -> Does:
        def act(page: Page) -> None:
            while not answers(page, take):
                assert page.take("page/on") is False

        return act

    return [turned(take) for take in takes]


def answers(page: Page, take: str | Does) -> bool:
    """Whether the question is here; then it is answered."""
    if callable(take):
        return bool(take(page))
    here = take in {each.name for each in page.items}
    if here:
        page.take(take)
    return here


def turned_to(name: str) -> Does:
    """Turn a list's pages until there is a row of this name."""

    def act(page: Page) -> None:
        while name not in {each.name for each in page.items}:
            assert page.take("page/on") is False

    return act


def read(page: Page) -> str:
    """All that is written on it; lines of one paragraph are one."""
    page.change()
    with written_texts() as found:
        page.draw(pygame.Surface(SIZE, 0, 32), Look())
    return " ".join(each.text for each in found)


def test_a_template_is_read_in_full_taken_and_signed(store: Store) -> None:
    front = goes(store, "ten-minutes", "take", "sign", typed("by", "MS"), "save", BACK)
    (plan,) = store.plans("K7")
    assert store.plan("K7") == plan
    assert (plan.signed_by, plan.template, plan.board) == ("MS", "ten-minutes", DEFAULT.board)
    (told,) = [page for page in front.desk.seen if isinstance(page, ParagraphsPage)]
    said = read(told)
    for words in (DEFAULT.source, DEFAULT.population, DEFAULT.warning):
        assert words in said
    assert front.room.operator == "MS"


@pytest.mark.parametrize(
    ("episode", "words"),
    [
        (
            Episode(NOW, Side.LEFT, level=2),
            "Steady stance on dome 2; 3 × 20 s, rest 30 s; left leg",
        ),
        (Episode(NOW, Side.RIGHT, level=2), "right leg at every visit, left leg at every third"),
        (Episode(NOW, level=1, stance=Stance.TWO_LEG), "on dome 1 on two legs; 3 × 20 s"),
        (
            Episode(NOW, Side.LEFT, level=FLOOR),
            "One leg on the floor; timed with a stopwatch; left",
        ),
        (None, "its place is found at the first visit; 3 × 20 s, rest 30 s; both legs at every"),
    ],
    ids=["left", "right", "two legs", "floor", "not settled"],
)
def test_template_and_plan_name_the_anchor_test(
    store: Store, episode: Episode | None, words: str
) -> None:
    if episode is not None:
        store.add_episode("K7", episode)
    front = goes(store, "ten-minutes", "take", BACK, "discard")
    template, plan = front.desk.seen[1:3]
    assert words in read(template)
    assert words in read(plan)


def test_a_plan_without_the_anchor_test_has_none_on_its_page(store: Store) -> None:
    front = goes(store, turned_to("hip"), "hip", "take", BACK, "discard")
    template, plan = front.desk.seen[-3:-1]
    assert "Anchor test not part of it" in read(template)
    assert "Anchor test" not in read(plan)


def test_a_template_that_was_only_read_changes_nothing(store: Store) -> None:
    goes(store, turned_to("hip"), "hip", BACK, BACK)
    assert store.plans("K7") == ()


def test_the_page_says_who_signed_and_how_long_a_usual_visit_takes(store: Store) -> None:
    prescribed(store)
    front = goes(store, BACK)
    (page,) = front.desk.seen
    said = read(page)
    assert "Signed by JD on" in said
    assert "of 10 minutes" in said
    assert "sign" not in {each.name for each in page.items}
    assert "1. Bullseye · each leg · 2 × 40 s, rest 30 s" in said


def test_a_changed_dose_is_a_new_plan_and_the_signed_one_stays(store: Store) -> None:
    before = prescribed(store)
    front = goes(
        store,
        *("item/1", "change"),
        *on_its_page(typed("rounds", "3"), typed("rest_s", "45"), "feedback=ear", "rung=4"),
        *("save", BACK, "keep"),
    )
    old, new = store.plans("K7")
    assert old == before == store.plan("K7")
    item = new.board[0]
    assert (item.rounds, item.rest_s, item.rung) == (3, 45.0, 4)
    assert item.feedback is Feedback.EAR
    assert (item.level, item.seconds) == (None, 40.0)
    assert not new.signed
    assert isinstance(front.desk.seen[-1], MessagePage)


def test_what_follows_is_taken_back_and_what_was_not_touched_stays_exact(store: Store) -> None:
    exact = BoardItem("bullseye", seconds=22.5, level=3, arms=Arms.FREE, rung=2)
    prescribed(store, board=(exact,))
    goes(
        store,
        "item/1",
        "change",
        *on_its_page("arms=as_before", "level=as_before", "rung=as_before"),
        "save",
        BACK,
        "keep",
    )
    assert store.plans("K7")[-1].board == (replace(exact, level=None, arms=None, rung=None),)


def test_arms_and_a_note_are_said_of_board_work_and_a_note_of_an_exercise(store: Store) -> None:
    prescribed(store, board=(BoardItem("bullseye", arms=Arms.HIPS, note="slowly"),),
               exercises=(ExerciseItem("clam", note="on the mat"),))  # fmt: skip
    goes(
        store,
        *("item/1", "change"),
        *on_its_page("arms=crossed", typed("note", "by the rail")),
        *("save", "item/2", "change"),
        *on_its_page(typed("note", "")),
        *("save", BACK, "keep"),
    )
    new = store.plans("K7")[-1]
    assert (new.board[0].arms, new.board[0].note) == (Arms.CROSSED, "by the rail")
    assert new.exercises[0].note == ""


def test_what_nobody_can_do_is_said_and_asked_again(store: Store) -> None:
    prescribed(store)
    front = goes(
        store, "item/1", "change", *on_its_page("legs=both"), "save", "go",
        *on_its_page("stance=two_leg"), "save", BACK, "discard",
    )  # fmt: skip
    told = [read(page) for page in front.desk.seen if isinstance(page, MessagePage)]
    assert any("oth legs do not stand on one leg" in words for words in told)
    assert len(store.plans("K7")) == 1


def test_items_are_added_moved_and_removed(store: Store) -> None:
    prescribed(store)
    goes(
        store,
        *("add", "board", turned_to("slalom"), "slalom", "save"),
        *("item/2", "up"),
        *("add", "exercise", "clam", *on_its_page(typed("load_kg", "2.5")), "save"),
        *("item/2", "remove"),
        BACK,
        "keep",
    )
    first, second = items_of(store.plans("K7")[-1])
    assert first == BoardItem("slalom")
    assert second == ExerciseItem("clam", load_kg=2.5)


def test_board_work_stays_before_exercises_and_the_last_item_stays(store: Store) -> None:
    prescribed(store, exercises=(ExerciseItem("clam"),))
    free: dict[int, set[str]] = {}

    def look(number: int) -> Does:
        def act(page: Page) -> None:
            free[number] = {each.name for each in page.items if each.enabled}

        return act

    front = goes(
        store, "item/1", look(1), BACK, "item/2", look(2), "remove", "item/1", "remove", "go",
        BACK, "discard",
    )  # fmt: skip
    assert not {"up", "down"} & (free[1] | free[2])
    told = [read(page) for page in front.desk.seen if isinstance(page, MessagePage)]
    assert any("othing would be left" in words for words in told)


@pytest.mark.parametrize(
    ("leaves", "plans", "signers"),
    [
        (("sign", "save"), 2, "op"),
        (("keep",), 2, "JD"),
        (("discard",), 1, "JD"),
        ((BACK, BACK, "discard"), 1, "JD"),
        (("sign", BACK, BACK, "discard"), 1, "JD"),
    ],
    ids=["sign", "keep", "discard", "stay", "no signature"],
)
def test_whoever_leaves_a_change_says_what_becomes_of_it(store, leaves, plans, signers) -> None:
    prescribed(store)
    goes(store, "new", turned_to("hip"), "hip", "take", BACK, *leaves)
    assert len(store.plans("K7")) == plans
    assert store.plan("K7").signed_by == signers


def _signs_elsewhere(store: Store) -> Does:
    return lambda page: prescribed(store, "five-bouts", "MS")


@pytest.mark.parametrize(("says", "counts"), [("mine", "hip"), ("theirs", "five-bouts")])
def test_a_plan_that_was_signed_meanwhile_is_told_before_it_is_signed_over(
    store: Store, says: str, counts: str
) -> None:
    prescribed(store)
    front = goes(
        store,
        "new",
        turned_to("hip"),
        "hip",
        "take",
        _signs_elsewhere(store),
        "sign",
        "save",
        says,
        BACK,
    )
    assert store.plan("K7").template == counts
    (told,) = [page for page in front.desk.seen if isinstance(page, MessagePage)]
    assert "MS has signed another plan meanwhile: Five bouts of 40 s." in read(told)


def test_a_plan_that_is_signed_while_the_first_is_told_is_told_too(store: Store) -> None:
    """Between the question and its answer a page may sign another plan."""
    prescribed(store)

    front = goes(
        store,
        "new",
        turned_to("hip"),
        "hip",
        "take",
        _signs_elsewhere(store),
        "sign",
        "save",
        lambda page: prescribed(store, "eyes-closed", "LK"),
        "mine",
        "mine",
        BACK,
    )
    told = [page for page in front.desk.seen if isinstance(page, MessagePage)]
    assert ["MS has signed" in read(told[0]), "LK has signed" in read(told[1])] == [True, True]
    assert store.plan("K7").template == "hip"


def test_an_unsigned_plan_says_which_one_counts_until_it_is_signed(store: Store) -> None:
    prescribed(store)
    prescribed(store, "hip", by="")
    front = goes(store, "sign", "save", BACK)
    assert "the plan signed by JD on" in read(front.desk.seen[0])
    assert store.plan("K7").template == "hip"


def test_earlier_plans_can_be_read(store: Store) -> None:
    prescribed(store)
    prescribed(store, "hip", by="")
    front = goes(store, "earlier", "plan/0", BACK, BACK, BACK)
    listed, shown = front.desk.seen[1:3]
    assert isinstance(listed, ListPage)
    assert "this one counts" in read(listed)
    assert "Bullseye" in read(shown)


def test_a_single_earlier_plan_is_read_at_once_and_without_one_there_is_nothing_to_take(
    store: Store,
) -> None:
    prescribed(store)
    front = goes(store, "new", turned_to("hip"), "hip", "take", "earlier", BACK, BACK, "discard")
    page, old = front.desk.seen[0], front.desk.seen[4]
    assert not next(each for each in page.items if each.name == "earlier").enabled
    assert "Bullseye" in read(old)


def test_what_cannot_be_done_here_says_why_in_its_row(store: Store) -> None:
    weighed = BoardItem("bullseye", Legs.INVOLVED, stance=Stance.PARTIAL, weight_pct=25.0)
    prescribed(store, board=(BoardItem("juggling"), weighed))
    said = read(goes(store, BACK).desk.seen[0])
    assert said.count("left out here") == 2
    assert "there is no activity of this name any more" in said
    assert "nothing can tell a part of the body weight" in said


def test_an_order_of_partial_weight_stands_on_the_plan_with_what_it_does_not_allow(
    store: Store,
) -> None:
    order = Background(NOW, weight_bearing=WeightBearing.PARTIAL, weight_bearing_pct=30.0)
    store.add_background("K7", order)
    asks = BoardItem("bullseye", Legs.INVOLVED, stance=Stance.PARTIAL)
    prescribed(store, board=(asks,))
    said = read(goes(store, BACK).desk.seen[0])
    assert "partial weight bearing, 30 % of the body weight" in said
    assert "nothing watches what the order allows" in said


def test_a_database_that_is_away_keeps_the_change_on_the_page(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    prescribed(store)

    def away(code: str, plan: Plan, after: str | None) -> bool:
        raise StoreUnreachable("the database is out of reach")

    monkeypatch.setattr(store, "add_plan", away)
    goes(
        store,
        "new",
        turned_to("hip"),
        "hip",
        "take",
        "sign",
        "save",
        "go",
        "sign",
        BACK,
        BACK,
        "discard",
    )
    assert store.plan("K7").template == "ten-minutes"


def test_an_unknown_patient_is_told_in_a_sentence(store: Store) -> None:
    plan_flow(front_with(store, ["go"]), "Z9")
