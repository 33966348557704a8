"""A patient's record as `baps history --json` prints it: everything, for other programs."""

from typing import TYPE_CHECKING, Any

from trainer.recording.json_form import to_json

if TYPE_CHECKING:
    from trainer.progress.values import AnchorVisit, LegProgress
    from trainer.recording.history import History, StoredTrial
    from trainer.sessions.patient_record import PatientRecord
    from trainer.sessions.visits_kept import VisitsKept


def as_object(record: "PatientRecord") -> dict[str, Any]:
    """Trials by series, the episode, the progress in it, measures and exercises."""
    progress = record.progress
    return {
        **history_object(record.history),
        "episode": to_json(record.episode) if record.settled else None,
        "progress": {
            "legs": [_leg(leg) for leg in progress.legs],
            "symmetry": to_json(progress.symmetry),
            "false_alarm_pct": progress.false_alarm_pct,
            "course_visits": progress.course_visits,
        },
        "entries": [to_json(entry) for entry in record.entries],
        "exercises": [to_json(done) for done in record.exercises],
        "outdated": record.outdated,
        "adherence": kept_form(record.kept),
    }


def history_object(history: "History") -> dict[str, Any]:
    """A patient's trials in series that can be compared."""
    return {
        "patient": history.patient_code,
        "series": [
            {**_json_object(to_json(s.conditions)), "trials": [_trial(t) for t in s.trials]}
            for s in history.series
        ],
    }


def kept_form(kept: "VisitsKept | None") -> dict[str, Any] | None:
    """How the visits are kept that a plan asks for; None without a signed plan."""
    if kept is None:
        return None
    weeks = _json_object(to_json(kept.adherence))
    return {**weeks, "rest_until": to_json(kept.rest_until)}


def _leg(leg: "LegProgress") -> dict[str, Any]:
    return {
        "side": leg.side.value,
        "conditions": to_json(leg.conditions),
        "metric": leg.metric,
        "phase": leg.phase.value,
        "band": to_json(leg.band),
        "trend": to_json(leg.trend),
        "changed_over_at": leg.changed_over_at,
        "verdict": to_json(leg.verdict),
        "visits": [_visit(visit) for visit in leg.visits],
    }


def _visit(visit: "AnchorVisit") -> dict[str, Any]:
    whole = _json_object(to_json(visit))
    return {
        **whole,
        "trials": [trial.trial_id for trial in visit.trials],
        "others": [trial.trial_id for trial in visit.others],
    }


def _json_object(form: Any) -> dict[str, Any]:
    return form if isinstance(form, dict) else {}


def _trial(trial: "StoredTrial") -> dict[str, Any]:
    return {
        "id": trial.trial_id,
        "started_at": to_json(trial.started_at),
        "duration_s": round(trial.duration_s, 3),
        "outcome": trial.outcome.value,
        "valid": trial.valid,
        "why": trial.why,
        "voided": trial.voided,
        "remarks": list(trial.remarks),
        "simulated": trial.simulated,
        "pain": to_json(trial.pain),
        "metrics": dict(trial.metrics),
        "censored": list(trial.censored),
    }
