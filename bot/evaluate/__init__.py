"""Commands that look at one thing, or measure judgement, on files instead of live feeds."""
