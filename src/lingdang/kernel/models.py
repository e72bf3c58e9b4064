"""None. Django announces a migration only to apps that have this module; see ``apps.py``."""
