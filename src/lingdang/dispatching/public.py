"""The door to dispatching: rules that say whose a case is, and who is urged."""
