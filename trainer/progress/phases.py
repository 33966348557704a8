"""Which number carries the change at which visit, and what each visit is for.

While more than one of three trials fails, a leg is in the phase FAILING and the time to failure is
compared, for too few trials have a speed. The phase changes only when two visits running are of the
other kind, and each phase has a baseline of its own, so the change-over itself is never counted as
a change.

The new phase begins with the second of those two visits. Both were picked for being unlike the
phase before, so they lean away from the leg's mean; beginning with the first would also change what
was already said of it.
"""

from collections.abc import Sequence
from itertools import pairwise

from trainer.progress.values import AnchorVisit, Phase, Role

MOST_FAILED = 1
"""More failures than this among three trials make a visit one of the kind FAILING."""
FEWEST = 2
"""A visit's value is the mean of at least this many trials; fewer say nothing of its phase."""
RUNNING = 2
"""This many visits running make a finding or a change-over."""
LEARNING_VISITS = 1
BASELINE_VISITS = 2


def kind_of(judged: int, failed: int) -> Phase | None:
    """What a visit alone says of the phase; None with one trial."""
    if judged < FEWEST:
        return None
    return Phase.FAILING if failed > MOST_FAILED else Phase.STEADY


def phases_of(kinds: Sequence[Phase | None]) -> list[Phase]:
    """Each visit's phase. The first is that of visit 2, for visit 1 still learns."""
    known = [kind for kind in (*kinds[LEARNING_VISITS:], *kinds[:LEARNING_VISITS]) if kind]
    phase = known[0] if known else Phase.STEADY
    phases, other = [], 0
    for kind in kinds:
        other = other + 1 if kind not in (None, phase) else 0
        if other == RUNNING and kind is not None:
            phase, other = kind, 0
        phases.append(phase)
    return phases


def roles_of(phases: Sequence[Phase], usable: Sequence[bool]) -> list[Role]:
    """What each visit is for. The first two usable visits of a phase are its baseline; the very
    first visit is for learning, and a visit without a value that comes before the baseline is full
    counts as learning, too.
    """
    roles: list[Role] = []
    baseline = 0
    for at, (phase, has_value) in enumerate(zip(phases, usable, strict=True)):
        if at and phase is not phases[at - 1]:
            baseline = 0
        role = Role.COMPARED
        if at < LEARNING_VISITS:
            role = Role.LEARNING
        elif baseline < BASELINE_VISITS:
            role = Role.BASELINE if has_value else Role.LEARNING
            baseline += has_value
        roles.append(role)
    return roles


def changed_over_at(visits: Sequence[AnchorVisit]) -> int | None:
    """The number of the visit at which the phase changed last; None if it never did."""
    changed = [b.number for a, b in pairwise(visits) if a.phase is not b.phase]
    return changed[-1] if changed else None


def of_this_phase(visits: Sequence[AnchorVisit]) -> tuple[AnchorVisit, ...]:
    """The visits since the phase changed last; all of them if it never did."""
    begun = changed_over_at(visits) or 1
    return tuple(visit for visit in visits if visit.number >= begun)
