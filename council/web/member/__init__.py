"""Pages and acts: member."""
