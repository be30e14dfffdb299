"""Pages and acts: chair."""
