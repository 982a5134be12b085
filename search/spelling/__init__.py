"""Other spellings of what a reader typed, and what may be meant while it is typed."""
