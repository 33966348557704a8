"""The figures that the product promises: what each means, and where it must stay.

`make bench` says which of them are met; the tables of README and docs/bench.md are made from them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """One row of the bench and its limits; a limit that is None does not exist."""

    name: str
    what: str
    at_most: float | None = None
    at_least: float | None = None

    def met(self, value: float) -> bool:
        """Whether a measured value is within the limits."""
        above = self.at_least is None or value >= self.at_least
        return above and (self.at_most is None or value <= self.at_most)

    @property
    def words(self) -> str:
        """The limits as a table shows them."""
        if self.at_most is None:
            return f"≥ {self.at_least:,.9g}"
        if self.at_least is None:
            return "0" if self.at_most == 0 else f"≤ {self.at_most:,.9g}"
        return f"{self.at_least:g} to {self.at_most:g}"


GOALS = (
    Goal("latch_excess_ms", "age of the newest sample in a frame, beyond half a period", 0.2),
    Goal("latch_excess_ms_p99", "the same, 99th percentile", 1.2),
    Goal("cursor_lag_ms", "light on the screen behind the board, motion up to 2 Hz", 2.0, -2.0),
    Goal("cursor_rms_deg", "light against the board's true tilt when it is seen", 0.25),
    Goal("cursor_worst_recording_share", "its error on the worst of ten real recordings", 0.5),
    Goal("cursor_rest_step_px", "the light of a board at rest, from frame to frame", 0.2),
    Goal("cursor_overshoot_px", "the light beyond a quick move of 10° that stops", 2.5),
    Goal("clock_map_error_ms_4.096ms_max", "a sample's place on the host's clock, Uno R3", 0.5),
    Goal("clock_map_error_ms_16ms_max", "the same with an adapter's bursts of 16 ms", 0.5),
    Goal("tilt_rms_deg_at_4", "tilt with a flawed sensor, 4° of motion", 0.03),
    Goal("tilt_rms_deg_at_15", "the same, 15° of motion", 0.04),
    Goal(
        "tilt_settled_s_after_stillness_at_15",
        "tilt within 0.1° for good, from its first sample",
        1.0,
    ),
    Goal("tilt_settled_s_at_4_p90", "the same, opened in the middle of a sway of 4°, 90 %", 1.0),
    Goal("tilt_settled_s_at_15_p90", "the same, of a sway of 15°", 1.0),
    Goal("missed_frames_per_min", "pictures missed at 1280×720, 60 a second", 1.0),
    Goal("frame_ms_bullseye_720", "drawing one frame of bullseye, 1280×720", 4.0),
    Goal("frame_ms_bullseye_1080", "the same, 1920×1080", 7.0),
    Goal("frame_ms_slowest_720", "the same of the slowest other training, 1280×720", 4.0),
    Goal("frame_ms_slowest_1080", "the same, 1920×1080", 7.0),
    Goal("first_picture_s", "from the command to the first picture of its window", 1.0),
    Goal("first_painting_s", "processor time to paint the slowest place, once", 6.0),
    Goal("first_painting_s_1080", "the same at 1920×1080", 6.0),
    Goal("from_cache_s", "to have the slowest place again from its picture", 0.3),
    Goal("from_cache_s_1080", "the same at 1920×1080", 0.3),
    Goal("collector_pause_ms_longest_playing", "longest pause of Python's collector, playing", 5.0),
    Goal("memory_mb_per_min", "growth of the program while a trial runs", 10.0),
    Goal("decode_frames_per_s", "wire bytes to samples", None, 1_500_000),
    Goal("metrics_ms", "all metrics of a 60 s trial", 8.0),
    Goal("metrics_plate_ms", "the same on a force plate, entropy and fluctuation apart", 8.0),
    Goal("metrics_still_plate_ms", "the same of somebody who hardly moves", 8.0),
    Goal("metrics_cli_ms", "`baps metrics FILE` as a whole process", 600.0),
    Goal("recompute_trials_per_s", "trials of 20 s measured anew, two cores", None, 35.0),
    Goal("recording_ratio", "a stored recording against a gzipped table", 0.6),
    Goal("cli_start_ms", "`baps --help` as a whole process", 250.0),
    Goal("firmware_missed_deadlines_1000_hz", "late slots in ten minutes, one sensor", 0.0),
    Goal("firmware_missed_deadlines_500_hz_body_cells", "the same, two and four cells", 0.0),
    Goal("accepted_wrong_frames_at_1_pct", "damaged samples believed, of a million frames", 0.0),
    Goal("lost_acknowledged_trials", "trials lost in two hundred kills", 0.0),
    Goal("lost_of_running_trial_s", "of the running trial lost by a kill, at worst", 0.25),
    Goal("loaded_lost_samples", "samples lost with another program on every core", 0.0),
)
