"""The query language below its parser (search.query): the tree, its parts, what fits it."""
