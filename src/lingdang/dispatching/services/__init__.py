"""Every way to change what dispatching knows, and to act by it."""
