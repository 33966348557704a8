"""A database as the first version of the program left it, and what an upgrade makes of it."""

from alembic import command
from sqlalchemy import Connection, bindparam, text

from games.replay import measured_with
from tests.recordings import STARTED_AT
from tests.store.trials import trial_id
from trainer.recording.conditions import Conditions
from trainer.recording.vocabulary import Side
from trainer.store import Store, schema
from trainer.store.engines import patient_engine
from trainer.store.places import database_url
from trainer.store.rows import UtcTime

PATIENT = "INSERT INTO patients (id, code, created_at) VALUES (1, 'K7', :at)"
TRIAL = f"""
    INSERT INTO trials (id, session_id, patient_id, started_at, duration_s, outcome, why_not,
        voided_reason, remarks, headline, board_id, board_uri, activity, side, stance, eyes,
        support, footwear, arms, level, stem_hole, dome_style, seconds, practice, envelope_source,
        calibrated, ring_deg, rung, feedback, weight_pct)
    VALUES ('{trial_id(1)}', NULL, 1, :at, 20.5, 'completed', '', '', '["another dome?"]', 'osi',
        '0000000000000007', 'serial:x', 'steady-stance', 'left', 'single_leg', 'open', 'none',
        'barefoot', 'hips', 2, 0, 'caps', 20.0, :no, 'assumed', :no, 0.0, 0, 'light', 0.0)
"""
DEFINITION = """
    INSERT INTO definitions (id, name, version, unit, definition, filter)
    VALUES (1, 'osi', 1, 'deg', 'about level', '10 Hz low-pass')
"""
METRIC = f"""
    INSERT INTO metrics (trial_id, definition_id, value, rate_hz, censored)
    VALUES ('{trial_id(1)}', 1, 2.5, 100.0, :no)
"""


def one_trial_in_the_first_schema(url: str) -> None:
    """Make a database of revision 0001 with one patient, one trial and one number."""
    engine = patient_engine(database_url(url))
    with engine.begin() as connection:
        config = schema._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for row in (PATIENT, TRIAL, DEFINITION, METRIC):
            _insert(connection, row)
    engine.dispose()


def that_trial_is_read_and_due(store: Store) -> None:
    """Its number counts, and what it was measured with is not known."""
    (series,) = store.history("K7").series
    assert series.conditions == Conditions("steady-stance", side=Side.LEFT)
    (trial,) = series.trials
    assert (trial.trial_id, trial.started_at) == (trial_id(1), STARTED_AT)
    assert (trial.metrics, trial.censored) == ({"osi": 2.5}, ())
    assert (trial.remarks, trial.measured_with) == (("another dome?",), "")
    assert store.count_due(measured_with()) == 1
    assert store.entries("K7") == ()


def _insert(connection: Connection, row: str) -> None:
    given = {"at": bindparam("at", STARTED_AT, UtcTime()), "no": bindparam("no", False)}
    asked = [value for name, value in given.items() if f":{name}" in row]
    connection.execute(text(row).bindparams(*asked))
