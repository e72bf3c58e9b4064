"""The door to approvals: what others must agree to before it happens."""
