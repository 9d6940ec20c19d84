"""The places where agents are: each translates in, calls the coach, translates out."""
