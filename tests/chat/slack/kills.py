"""Random kill -9 of the program while it posts to Slack.

``python -m tests.chat.slack.kills 300 --seed 7``; see ``tests.chat.killed``.
"""

import sys

from tests.chat.killed import command

if __name__ == "__main__":
    sys.exit(command("slack"))
