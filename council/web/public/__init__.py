"""What every reader sees: no sign-in, no cookie, no script needed."""
