"""Floor 2: what is kept. Models, queries, the journal, migrations."""
