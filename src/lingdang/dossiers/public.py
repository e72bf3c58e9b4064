"""The door to dossiers: what a procedure keeps beside the case: papers, legal steps, sessions."""
