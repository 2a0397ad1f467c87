"""Where private notes are kept: one SQLite file, its backups and its history."""
