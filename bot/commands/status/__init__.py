"""/status: how the bot does, and what waits for a decision."""
