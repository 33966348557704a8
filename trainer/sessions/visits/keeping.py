"""Keeps what was said of symptoms and at a screening, with the stops that follow from it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from trainer.plans.screening import findings
from trainer.plans.screening import stops_of as stops_of_screening
from trainer.plans.symptoms import LEGS, Answer, cautions, stops_of
from trainer.recording.background import Background, HardStop, Screening, StopReason
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.stopping import LEGS as THE_LEGS
from trainer.recording.stopping import REASONS, stop_typed
from trainer.recording.vocabulary import Side
from trainer.sessions.visits.visit_log import Said, store_said
from trainer.store.store import Store
from trainer.texts import said

LOCKED = "{leg}: locked from now on ({why})"
AGAINST = "against single-leg work on a board: {why}"
Stop = tuple[StopReason, Side]
"""Why a leg stops, and which."""


class SaidLog(Protocol):
    """Where it is kept."""

    def add(self, code: str, *said: Said) -> None:
        """Keep what was said of a patient."""


@dataclass(frozen=True)
class AtOnce:
    """Hands everything to the database, where nothing may wait for it; `StoreError`."""

    store: Store

    def add(self, code: str, *said: Said) -> None:
        """Each in its order."""
        for each in said:
            store_said(self.store, code, each)


@dataclass(frozen=True)
class Keeping:
    """What is said of one patient goes to the `log`, signed by the `operator`."""

    log: SaidLog
    code: str
    operator: str = ""

    def screening(
        self, given: Sequence[Answer], background: Background | None, involved: Side | None
    ) -> tuple[str, ...]:
        """Store a screening and the stops that follow; what stands against single-leg work."""
        now = datetime.now(UTC)
        answers = {answer.name: bool(answer.value) for answer in given}
        screening = Screening(now, answers, self.operator)
        self.log.add(self.code, screening)
        against = findings(screening, background)
        told = (said(AGAINST).format(why="; ".join(against)),) if against else ()
        found = stops_of_screening(screening, involved)
        self._stop(found, now)
        return (*told, *map(locked_words, found))

    def part(self, given: Sequence[Answer], involved: Side | None) -> tuple[str, ...]:
        """The stops of a screening that left questions open: it is none, and is asked for again.

        Of the body the symptoms ask once more at the same visit.
        """
        now = datetime.now(UTC)
        screening = Screening(now, {answer.name: bool(answer.value) for answer in given})
        found = stops_of_screening(screening, involved)
        found = tuple(each for each in found if not each[0].of_the_body)
        self._stop(found, now)
        return tuple(map(locked_words, found))

    def symptoms(self, given: Sequence[Answer], before: Sequence[Answer]) -> tuple[str, ...]:
        """Store what was said, and the stops that follow; `before` was said at an earlier visit."""
        now = datetime.now(UTC)
        entries = [self._entry(answer, now) for answer in given if answer.name in KINDS]
        self.log.add(self.code, *entries)
        found = stops_of(given)
        # An entry that stops a leg is stored together with its stop.
        stored = {(stop.reason, stop.side) for entry in entries if (stop := stop_typed(entry))}
        self._stop([each for each in found if each not in stored], now)
        # Of a leg that stops, nothing lighter is said.
        stopped = {leg for _, side in found for leg in ((side,) if side in LEGS else LEGS)}
        others = [answer for answer in given if answer.side not in stopped]
        return (*map(locked_words, found), *cautions(others, before))

    def _stop(self, stops: Sequence[Stop], now: datetime) -> None:
        for reason, side in stops:
            stop = HardStop(str(uuid.uuid4()), side, reason, now, operator=self.operator)
            self.log.add(self.code, stop)

    def _entry(self, answer: Answer, now: datetime) -> ClinicalEntry:
        scales = KINDS[answer.name].scales
        unit = scales[0].unit if scales else ""
        return ClinicalEntry(
            str(uuid.uuid4()),
            answer.name,
            now,
            answer.side,
            answer.value,
            unit,
            operator=self.operator,
        )


def locked_words(stop: Stop) -> str:
    """What the therapist is told of a leg that was stopped now."""
    reason, side = stop
    return said(LOCKED).format(leg=said(THE_LEGS[side]), why=said(REASONS[reason]))
