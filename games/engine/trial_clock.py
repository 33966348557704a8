"""The time of a trial as its samples tell it: in whole microseconds, and without pauses.

`games.engine.course` moves it on, so neither frames nor the host's clock matter.
"""

from trainer.recording.conditions import LEAD_IN_S

LEAD_IN_US = round(LEAD_IN_S * 1e6)


class TrialClock:
    """How long a trial of so many measured seconds has run; `newest_us` is the newest sample's
    own time.
    """

    def __init__(self, seconds: float) -> None:
        self.newest_us: int | None = None
        self._seconds_us = round(seconds * 1e6)
        self._lead_in_us = self._measured_us = 0

    @property
    def running_s(self) -> float:
        """Seconds since the start."""
        return (self._lead_in_us + self._measured_us) / 1e6

    @property
    def measured_s(self) -> float:
        return self._measured_us / 1e6

    @property
    def led_in(self) -> bool:
        """Whether the lead-in is over."""
        return self._lead_in_us >= LEAD_IN_US

    @property
    def over(self) -> bool:
        """Whether all seconds are measured."""
        return self._measured_us >= self._seconds_us

    def arrive(self, at_us: int) -> int:
        """A sample of this time has come: the time since the previous one, 0 for the first."""
        passed_us = 0 if self.newest_us is None else at_us - self.newest_us
        self.newest_us = at_us
        return passed_us

    def run(self, passed_us: int, measuring: bool) -> float:
        """Let time of the running trial pass; the seconds since the start."""
        if measuring:
            self._measured_us += passed_us
        else:
            self._lead_in_us += passed_us
        return (self._lead_in_us + self._measured_us) / 1e6

    def ahead_s(self, sample_t_s: float) -> float:
        """How far a running trial will have run on by this time of the samples, at most to its
        end.
        """
        if self.newest_us is None:
            return 0.0
        left_s = max(self._seconds_us - self._measured_us, 0) / 1e6
        return min(max(sample_t_s - self.newest_us / 1e6, 0.0), left_s)
