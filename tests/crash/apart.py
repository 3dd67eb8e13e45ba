"""Imported first by the process that programs are forked from: it leaves the group of its starter.

A Ctrl-C goes to a whole group of processes, and those who start programs decide what it ends.
"""

import os

os.setpgrp()
