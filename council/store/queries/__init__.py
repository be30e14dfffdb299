"""What pages and services read, one file per question asked."""
