"""The legs of the line: poll, publish, digest, deliver; each ends in a commit.

`bot/line.py` draws their order; each file here is one leg. A leg may use every verb of pipeline/
and every function of store/, and holds no rule of its own that a verb could hold.
"""
