"""Plans to start from. Each says where its doses come from, for whom they were tried, its limits.

None is evidence for knees: a therapist signs a plan before it is played.
"""

from collections.abc import Mapping

from trainer.recording.plan import BoardItem, ExerciseItem, Legs, Template
from trainer.recording.vocabulary import Eyes, Feedback, Stance, Support

OURS = "ours"
TRIALS_ON_ANKLES = (
    "3 times a week for 4 weeks, 5 × 40 s, direction changed every 10 s: from trials on ankle "
    "instability"
)
ANKLES = "people with ankle instability; no dose for knees is published"
NO_KNEES = "a suggestion to change and sign, not a dose that was tried on knees"
ONE_PATIENT = "30 each of toe-heel taps, side taps and circles both ways: one patient's account"
CLINICAL_TEXTS = "the exercises are those of the clinical texts behind the project; the doses are "

_DECLARED = (
    Template(
        "ten-minutes",
        "Ten minutes on the board",
        f"{TRIALS_ON_ANKLES}; four bouts here, so that a visit fits ten minutes",
        ANKLES,
        NO_KNEES,
        board=(BoardItem("bullseye", Legs.EACH, rounds=2, seconds=40.0, rest_s=30.0),),
    ),
    Template(
        "five-bouts",
        "Five bouts of 40 s",
        f"{TRIALS_ON_ANKLES}; the activity and the rest of 30 s are ours",
        ANKLES,
        f"{NO_KNEES}; nothing asks the direction to change: say it every 10 s",
        board=(BoardItem("orbit", Legs.INVOLVED, rounds=5, seconds=40.0, rest_s=30.0),),
        minutes=13.0,
    ),
    Template(
        "taps-and-circles",
        "Taps and circles, seated",
        ONE_PATIENT,
        "one patient",
        "one account, not evidence; a trial ends with its time, and not after 30",
        board=(
            BoardItem("tap", Legs.INVOLVED, 2, 60.0, 30.0, Stance.SEATED),
            BoardItem("circles", Legs.INVOLVED, 2, 36.0, 30.0, Stance.SEATED),
        ),
        anchor=False,
    ),
    Template(
        "seated-partial-full",
        "Seated, then partial, then full weight",
        "the order of BAPS practice: seated, partial, full weight bearing; two legs, then one; the "
        f"dose is {OURS}",
        "nobody: the order was not compared with another",
        "end after the part that the patient's order still allows",
        board=(
            BoardItem("bullseye", Legs.INVOLVED, 1, 40.0, 30.0, Stance.SEATED),
            BoardItem("bullseye", Legs.INVOLVED, 1, 40.0, 30.0, Stance.PARTIAL),
            BoardItem("bullseye", Legs.BOTH, 1, 40.0, 30.0, Stance.TWO_LEG),
            BoardItem("bullseye", Legs.INVOLVED, 1, 40.0, 30.0),
        ),
        anchor=False,
    ),
    Template(
        "early-after-surgery",
        "Early after surgery, with partial weight",
        f"seated before partial weight bearing is BAPS practice; bouts and dose are {OURS}",
        "nobody: no dose after surgery is published",
        "set the part of the body weight to what was ordered before you sign; it needs load cells "
        "under the board",
        board=(
            BoardItem("bullseye", Legs.INVOLVED, 2, 40.0, 60.0, Stance.SEATED),
            BoardItem(
                "bullseye",
                Legs.INVOLVED,
                2,
                40.0,
                60.0,
                Stance.PARTIAL,
                support=Support.RAIL,
                weight_pct=25.0,
            ),
        ),
        anchor=False,
    ),
    Template(
        "eyes-closed",
        "Eyes open, then closed",
        "eyes closed comes after a pass without a touch, with the therapist's hand on the key: "
        f"BAPS practice; the dose is {OURS}",
        "nobody: it was not compared with another order",
        "stand ready to hold the patient",
        board=(
            BoardItem("bullseye", Legs.EACH, rounds=1, seconds=40.0, rest_s=30.0),
            BoardItem(
                "bullseye",
                Legs.EACH,
                rounds=1,
                seconds=40.0,
                rest_s=30.0,
                eyes=Eyes.CLOSED,
                feedback=Feedback.EAR,
            ),
        ),
    ),
    Template(
        "hip",
        "The hip programme",
        f"{CLINICAL_TEXTS}{OURS}",
        "nobody: that women with patellofemoral pain have weaker hips says nothing of a dose",
        "strength and balance are shown side by side; neither is claimed from the other",
        exercises=(
            ExerciseItem("clam", Legs.INVOLVED, sets=2),
            ExerciseItem("side_lying_abduction", Legs.INVOLVED, sets=2),
            ExerciseItem("bridge", Legs.BOTH, sets=2),
            ExerciseItem("lateral_band_walk", Legs.BOTH, sets=2),
            ExerciseItem("standing_band_flexion", Legs.INVOLVED, sets=2),
            ExerciseItem("standing_band_abduction", Legs.INVOLVED, sets=2),
            ExerciseItem("standing_band_extension", Legs.INVOLVED, sets=2),
            ExerciseItem("pelvic_drop", Legs.INVOLVED, sets=2),
        ),
        anchor=False,
        minutes=30.0,
    ),
)

TEMPLATES: Mapping[str, Template] = {template.name: template for template in _DECLARED}
"""Every template by name, in the order in which a therapist sees them."""
