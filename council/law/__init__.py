"""Floor 1: the law as pure functions. No web, no database, no clock, no chance."""
