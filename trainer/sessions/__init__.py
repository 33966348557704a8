"""Puts link, feed, game, metrics and store together; the only place that commits a trial."""
