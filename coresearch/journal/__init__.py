"""The record: events in SQLite, and the tables that are read from them."""
