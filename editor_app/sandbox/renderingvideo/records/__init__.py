"""The rows of the second service, one file a table."""
