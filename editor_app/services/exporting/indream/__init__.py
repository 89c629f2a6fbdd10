"""Exports at Indream: what is sent, and whether the open project is the one that the service has."""
