"""Clients of the rendering services: typed, without Qt, and the only door to the network."""
