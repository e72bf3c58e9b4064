"""Every way to read what dispatching knows."""
