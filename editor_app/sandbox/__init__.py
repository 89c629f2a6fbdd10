"""The local server: the service's HTTP API on this machine, over SQLite, with the real renderer."""
