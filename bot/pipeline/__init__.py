"""The verbs: one a file, pure functions over the nouns; only fetch touches the world."""
