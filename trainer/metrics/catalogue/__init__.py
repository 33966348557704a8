"""One file for each group of metrics; `trainer.metrics.registry` finds them all."""
