"""Exports as jobs: what they are, what may happen to them, who has a turn, what is kept."""
