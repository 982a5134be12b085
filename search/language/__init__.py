"""The query language below its parser (search.query): tokens, days, the tree, and back to text."""
