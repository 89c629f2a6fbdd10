"""The client of Indream's Open API."""
