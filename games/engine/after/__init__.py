"""What follows a trial in the window: a training's result, an assessment's rest, or pain."""
