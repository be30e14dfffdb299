"""Floor 4: the doors over HTTP. Parse, authorise, call one use case, render."""
