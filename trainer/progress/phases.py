"""Which number carries the change at which visit, and what each visit is for.

While more than one of three trials fails, a leg is in the phase FAILING and the time to failure is
compared, for too few trials have a speed. The phase changes only when two visits running are of the
other kind, and each phase has a baseline of its own, so the change-over itself is never counted as
a change.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from trainer.progress.values import AnchorVisit, Phase, Role

MOST_FAILED = 1
"""More failures than this among three trials make a visit one of the kind FAILING."""
FEWEST_JUDGED = 2
RUNNING = 2
"""This many visits running make a finding or a change-over."""
LEARNING_VISITS = 1
BASELINE_VISITS = 2
SETTLING_VISITS = 0
"""Visits after the change-over that are left out before the new baseline."""

Valued = Callable[[AnchorVisit], AnchorVisit]


def assigned(visits: Sequence[AnchorVisit], valued: Valued) -> tuple[AnchorVisit, ...]:
    """The visits with phase, values and role."""
    phases = _phases([_kind(visit) for visit in visits])
    with_values = [
        valued(replace(visit, phase=phase)) for visit, phase in zip(visits, phases, strict=True)
    ]
    return _with_roles(with_values)


def changed_over_at(visits: Sequence[AnchorVisit]) -> int | None:
    """The number of the visit at which the phase changed last; None if it never did."""
    changed = [b.number for a, b in pairwise(visits) if a.phase is not b.phase]
    return changed[-1] if changed else None


def of_this_phase(visits: Sequence[AnchorVisit]) -> tuple[AnchorVisit, ...]:
    """The visits since the phase changed last; all of them if it never did."""
    begun = changed_over_at(visits) or 1
    return tuple(visit for visit in visits if visit.number >= begun)


def _kind(visit: AnchorVisit) -> Phase | None:
    """What a visit alone says of the phase; None with one trial."""
    if visit.of < FEWEST_JUDGED:
        return None
    return Phase.FAILING if visit.failed > MOST_FAILED else Phase.STEADY


def _phases(kinds: Sequence[Phase | None]) -> list[Phase]:
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


def _with_roles(visits: Sequence[AnchorVisit]) -> tuple[AnchorVisit, ...]:
    done, phase = [], visits[0].phase if visits else Phase.STEADY
    learning, baseline = LEARNING_VISITS, 0
    for visit in visits:
        if visit.phase is not phase:
            phase, learning, baseline = visit.phase, SETTLING_VISITS, 0
        role = Role.COMPARED
        if learning > 0:
            role, learning = Role.LEARNING, learning - 1
        elif baseline < BASELINE_VISITS:
            usable = visit.value is not None
            role = Role.BASELINE if usable else Role.LEARNING
            baseline += usable
        done.append(replace(visit, role=role))
    return tuple(done)
