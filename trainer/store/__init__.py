"""Patients, trials, recordings and metrics in a database. Only `trainer.sessions` commits."""
