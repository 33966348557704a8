"""A simulated patient, board and sensors: pure and seeded. Only `trainer.link` and tests use it."""
