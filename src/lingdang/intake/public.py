"""The door to intake: tables of any shape become cases."""
