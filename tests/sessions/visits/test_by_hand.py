"""What is kept of what a therapist signs by hand."""

from trainer.plans.places import Place
from trainer.sessions.visits.by_hand import settled_words

FOUND = "dome 2: 3 of 3 completed, rim time 2.1 %; there is no higher dome"
NOT_ENDED = "the search for the anchor's place has not ended"


def test_the_tries_are_kept_with_the_signature_whichever_place_is_signed() -> None:
    assert settled_words(FOUND, Place(2), Place(2)) == FOUND
    another = settled_words(FOUND, Place(2), Place(1))
    assert another.startswith("dome 1, chosen by hand")
    assert FOUND in another


def test_of_a_place_that_no_trial_has_found_it_is_kept_why_not() -> None:
    assert settled_words(NOT_ENDED, None, Place(1)) == f"dome 1, chosen by hand; {NOT_ENDED}"
