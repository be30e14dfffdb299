"""Files from outside: read whole, every fault named, then all of it recorded or nothing."""
