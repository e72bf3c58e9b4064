"""What an operation costs, against a yardstick of the same run: ``python -m benchmarks``."""
