"""The parts of `baps diagnose`; `trainer.sessions.diagnose` puts them together."""
