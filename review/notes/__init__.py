"""Private notes: model, store, re-anchoring and export, and their panes."""
