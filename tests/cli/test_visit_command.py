"""`baps visit` without a window."""

from tests.sessions.visits.patients import plan_of
from trainer.store import Store

VISIT = ("visit", "K7", "--headless", "--fast", "--board", "sim:patient")


def test_an_answer_that_is_none_is_refused_before_anything_begins(run, tmp_path) -> None:
    refused = run(
        *("visit", "K7", "--board", "sim:patient", "--fast", "--answer", "pain_now:left=99")
    )
    assert refused.exit_code != 0
    assert "'99' is no answer to pain_now:left" in str(refused.exception) + refused.output
    assert not list(tmp_path.rglob("*.said"))


def test_a_visit_that_is_done_is_said_to_be_and_begins_again_only_by_an_option(run) -> None:
    with Store.open() as store:
        store.add_plan("K7", plan_of())
    assert run(*VISIT).exit_code == 0
    second = run(*VISIT)
    assert second.exit_code == 0
    assert "today's visit of K7 is done: --again begins another one" in second.output
    with Store.open() as store:
        assert len(store.visits("K7")) == 1
    assert "bullseye 2 × 5 s" in " ".join(run(*VISIT, "--again").output.split())


def test_without_a_display_a_visit_is_refused_unless_a_headless_one_is_asked_for(run) -> None:
    with Store.open() as store:
        store.add_plan("K7", plan_of())
    refused = run("visit", "K7", "--board", "sim:patient")
    assert refused.exit_code == 2
    assert "add --headless" in refused.output
    with Store.open() as store:
        assert store.visits("K7") == ()
