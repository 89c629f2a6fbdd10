"""Joining what two people made of one document."""
