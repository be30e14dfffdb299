"""The commands of ``flask``, one file each."""
