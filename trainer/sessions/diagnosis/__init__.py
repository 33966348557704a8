"""What `baps diagnose` finds, part by part; `trainer.sessions.diagnose` puts it together."""
