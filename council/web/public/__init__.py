"""Pages and acts: public."""
