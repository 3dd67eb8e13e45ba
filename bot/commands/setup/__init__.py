"""/export and /import: a community's set-up as one file, both ways."""
