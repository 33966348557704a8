"""Films of stored trials as the patient saw them: drawn once, and kept in the data folder.

A film is drawn by a process of its own (`trainer.clinic.film_maker`), so that no page waits for it,
and without a display.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from trainer.recording.container import pack
from trainer.recording.trial import Recording
from trainer.sessions.drawn_again import NotDrawn, activity_of, check_tilt

AT_ONCE, MOST_KEPT = 2, 40
PATIENCE_S, LONGEST_S = 2.0, 180.0
"""How long a request waits before it says that the film is still being drawn; and a film takes."""
FAILED = "The film could not be drawn. The numbers and the charts are as they are."
TOO_LONG = "The film took too long to draw. The numbers and the charts are as they are."
WITHOUT_DISPLAY = {
    "SDL_VIDEODRIVER": "dummy",
    "SDL_AUDIODRIVER": "dummy",
    "PYGAME_HIDE_SUPPORT_PROMPT": "1",
}


@dataclass(frozen=True)
class Films:
    """The films in one folder, and those that are being drawn."""

    folder: Path
    _drawn: dict[str, tuple[subprocess.Popen[bytes], float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def film(self, trial_id: str, recording: Callable[[], Recording]) -> Path | None:
        """A trial's film; None while it is being drawn, or waits for its turn: ask again.

        `NotDrawn` says why there will be none.
        """
        file = self.folder / f"{trial_id}.film"
        if file.exists():
            self._over(trial_id)
            return file
        process = self._drawing(trial_id) or self._begun(trial_id, file, recording)
        if process is None:
            time.sleep(PATIENCE_S)
            return None
        try:
            code = process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._end_if_too_long(trial_id)
            return None
        self._over(trial_id)
        if code or not file.exists():
            raise NotDrawn(_why(file))
        self._forget_oldest()
        return file

    def _drawing(self, trial_id: str) -> subprocess.Popen[bytes] | None:
        with self._lock:
            return self._drawn[trial_id][0] if trial_id in self._drawn else None

    def _begun(
        self, trial_id: str, file: Path, recording: Callable[[], Recording]
    ) -> subprocess.Popen[bytes] | None:
        """The process that draws it from now on; None if enough others are drawn."""
        found = recording()
        check_tilt(found)
        activity_of(found)
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._lock:
            if trial_id in self._drawn:
                return self._drawn[trial_id][0]
            busy = sum(process.poll() is None for process, _ in self._drawn.values())
            if busy >= AT_ONCE:
                return None
            source = file.with_suffix(".baps")
            source.write_bytes(pack(found))
            process = _started(source, file)
            self._drawn[trial_id] = process, time.monotonic()
            return process

    def _over(self, trial_id: str) -> None:
        """Forget the process of a film that is there; it may still be ending."""
        with self._lock:
            process, _ = self._drawn.pop(trial_id, (None, 0.0))
        if process is not None:
            process.wait()

    def _end_if_too_long(self, trial_id: str) -> None:
        with self._lock:
            process, since = self._drawn.get(trial_id, (None, 0.0))
            if process is None or time.monotonic() - since < LONGEST_S:
                return
            del self._drawn[trial_id]
        process.kill()
        process.wait()
        raise NotDrawn(TOO_LONG)

    def _forget_oldest(self) -> None:
        films = sorted(self.folder.glob("*.film"), key=lambda each: each.stat().st_mtime)
        for each in films[:-MOST_KEPT]:
            each.unlink(missing_ok=True)


def _started(source: Path, file: Path) -> subprocess.Popen[bytes]:
    # The same modules as here, wherever this program was started from.
    environment = {**os.environ, **WITHOUT_DISPLAY, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "trainer.clinic.film_maker", str(source), str(file)]
    return subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )


def _why(file: Path) -> str:
    said = file.with_suffix(".why")
    try:
        return said.read_text(encoding="utf-8")
    except OSError:
        return FAILED
    finally:
        said.unlink(missing_ok=True)
