"""The councillor's tablet."""
