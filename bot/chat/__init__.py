"""The chat platforms, one file each, with the same functions in the same order."""
