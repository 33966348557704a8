"""What may become harder at the next visit is asked only where something is offered."""

from tests.sessions.station.scripted import front_with
from trainer.plans.next_level import Suggestion
from trainer.sessions.station.offering import offer_plan
from trainer.sessions.visits.attendant import Went
from trainer.sessions.visits.suggesting import Offer


def test_without_an_offer_nothing_is_asked(store) -> None:
    told = offer_plan(front_with(store, []), ())
    assert (told.went, told.answers) == (Went.DONE, None)


def test_an_offer_that_is_not_met_says_why_and_the_plan_stays(store) -> None:
    front = front_with(store, ["same"])
    told = offer_plan(front, [Offer(0, Suggestion("dome 3 after one more visit", met=False))])
    assert (told.went, told.answers) == (Went.DONE, None)
    assert front.desk.seen[0].items[0].words == "dome 3 after one more visit"
