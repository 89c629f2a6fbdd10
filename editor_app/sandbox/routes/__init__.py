"""What the server answers, one file a family of routes."""
