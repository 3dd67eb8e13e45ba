"""Random kill -9 of the program while it posts to Discord.

``python -m tests.chat.discord.kills 300 --seed 7``; see ``tests.chat.killed``.
"""

import sys

from tests.chat.killed import command

if __name__ == "__main__":
    sys.exit(command("discord"))
