"""What every client needs on the way to its service; it knows no service."""
