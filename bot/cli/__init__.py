"""The `coach` command: prints, parses, nothing else."""
