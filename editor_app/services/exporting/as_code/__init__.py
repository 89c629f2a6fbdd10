"""An export as calls that somebody makes without this program."""
