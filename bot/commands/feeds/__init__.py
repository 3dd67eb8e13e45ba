"""/feeds: the list with its health, adding, changing, lists in OPML."""
