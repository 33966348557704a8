"""What painters of places share; `games.worlds` shows how to use it."""
