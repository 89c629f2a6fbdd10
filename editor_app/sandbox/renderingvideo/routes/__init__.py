"""What the second service answers, one file a family of routes."""
