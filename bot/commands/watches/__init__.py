"""/watch, /unwatch, /watches: from a query as it was typed to a watch that is known to work."""
