"""The demonstration council, its meeting, and the rehearsal's simulated councillors."""
