"""Bytes to samples: time, calibration, tilt, feed and journal. `trainer.sessions` opens it."""
