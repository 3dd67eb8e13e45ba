"""Runs the demo on a folder of outlets of a test's own: python short_demo.py STATE OUTLETS."""

import sys
from pathlib import Path

from bot.cli.loop import run_until_stopped
from bot.demo import run_demo

if __name__ == "__main__":
    state, outlets = map(Path, sys.argv[1:])
    run_until_stopped(run_demo(state, fresh=False, port=0, feeds=outlets))
