"""Speed, fuzzing, training and judging: run as ``python -m bench.NAME``; see README.md."""
