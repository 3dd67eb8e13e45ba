"""/why and /whynot: what let a story be posted here, and what kept another from it."""
