"""What several deputies wrote on one report, put together; none of it enters one's own notebook."""
