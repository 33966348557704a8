"""The anchor's chart: each point says in words what it stands for, and leads to its day."""

import re
from datetime import date

from tests.progress.days import EPISODE, history, leg, logs, usual_clinic
from trainer.progress import progress_of
from trainer.progress.values import LegProgress
from trainer.reports.charts import anchor_chart, as_svg

LABEL = re.compile(r'<path[^>]*aria-label="([^"]*)"')
UP = 0.5
"""On the log scale: far more than noise."""


def legs() -> tuple[LegProgress, ...]:
    return progress_of(history(leg(logs([0.5, 0, 0, 0, UP]))), EPISODE, usual_clinic()).legs


def test_each_point_says_day_leg_value_trials_and_what_is_found() -> None:
    svg = as_svg(anchor_chart(legs()))
    labels = LABEL.findall(svg)
    assert labels[0] == (
        "Left leg, 2 March 2026: 13.2 °/s, 3 of 3 trials count, a first visit, not compared"
    )
    assert labels[1].endswith("makes the baseline")
    assert labels[3].endswith("within noise of the baseline")
    assert labels[4].endswith("worse than the baseline by more than noise")
    assert len(labels) == 5, "neither the line nor the noise is a point"
    assert "href" not in svg, "on paper nothing leads anywhere"


def test_a_point_leads_to_its_day_on_our_own_pages() -> None:
    def page(day: date) -> str:
        return f"/patients/K~2F7/days/{day}"

    svg = as_svg(anchor_chart(legs(), page))
    assert re.findall(r"<a ([^>]*)>", svg)[0] == 'href="/patients/K~2F7/days/2026-03-02"'
    assert "//vega" not in svg
