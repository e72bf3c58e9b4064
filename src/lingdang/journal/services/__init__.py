"""Record what happened, deliver it, seal it."""
