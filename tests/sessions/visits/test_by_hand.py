"""What is kept of what a therapist signs by hand."""

from trainer.plans.anchor_dome import Proposal
from trainer.plans.places import Place
from trainer.sessions.visits.by_hand import settled_words

FOUND = Proposal(Place(2), "dome 2: 3 of 3 completed, rim time 2.1 %; there is no higher dome")


def test_the_tries_are_kept_with_the_signature_whichever_place_is_signed() -> None:
    assert settled_words(FOUND, Place(2)) == FOUND.words
    another = settled_words(FOUND, Place(1))
    assert another.startswith("dome 1, chosen by hand")
    assert FOUND.words in another
