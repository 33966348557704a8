"""Pictures of every screen from scripted trials; for the README and for tests, not in the wheel."""
