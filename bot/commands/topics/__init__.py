"""/topics: what is known, and what a community adds, changes, switches off."""
