"""A launch clip of twelve seconds whose media are drawn and played by this package."""
