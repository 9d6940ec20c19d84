"""Who writes rewrites with the help of an LLM: one file for each wire format."""
