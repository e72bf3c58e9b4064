"""What makes the demo district's files; ``demo/make.py`` runs it."""
