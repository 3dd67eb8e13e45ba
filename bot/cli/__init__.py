"""The command line, one file for each command; `bot.__main__` loads the one that was asked for.

Nothing heavy is imported at the top of these files, so that `tidings --help` stays quick.
"""
