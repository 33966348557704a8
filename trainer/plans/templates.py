"""Plans to start from. Each says where its doses come from, for whom they were tried, its limits.

None is evidence for knees: a therapist signs a plan before it is played.
"""

from collections.abc import Mapping

from trainer.recording.plan import BoardItem, Legs, Template

_DECLARED = (
    Template(
        "ten-minutes",
        "Ten minutes on the board",
        "5 bouts of 40 s, 3 times a week for 4 weeks, in trials on ankle instability; four here, "
        "so that a visit fits ten minutes",
        "adults with chronic ankle instability; no dose for knees is published",
        "a suggestion, not a dose that was tried on knees",
        board=(BoardItem("bullseye", Legs.EACH, rounds=2, seconds=40.0, rest_s=30.0),),
    ),
)

TEMPLATES: Mapping[str, Template] = {template.name: template for template in _DECLARED}
"""Every template by name, in the order in which a therapist sees them."""
