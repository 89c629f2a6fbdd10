"""Fields and small parts that several panels share."""
