"""Floor 3: use cases. One function, one transaction, one journal entry for each act."""
