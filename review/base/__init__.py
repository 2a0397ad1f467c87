"""What every room stands on: paths, files, locks, spoken output, the choice of a report."""
