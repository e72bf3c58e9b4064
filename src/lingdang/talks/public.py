"""The door to talks: what is said about a case, to its reporter and among colleagues."""
