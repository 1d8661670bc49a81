"""The roll from a file: units and people are read, compared, asked about and written as facts."""
