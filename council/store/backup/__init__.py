"""A copy of the whole database that holds together, and the way back from it."""
