"""The records of the database: plain functions over a connection, one file a kind of record."""
