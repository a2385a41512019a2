"""The benchmarks: what they report must be what happened."""
