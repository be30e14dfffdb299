"""Whether the hall will hold: the same checks for the command line and the administrator's page."""
