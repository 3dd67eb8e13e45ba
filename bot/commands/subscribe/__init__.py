"""/subscribe and /unsubscribe: a pack of topics, or every item of a feed."""
