"""The door to suggestions: what it is, where it is, have we got it already."""
