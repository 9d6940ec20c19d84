"""Umbrella, the coach: a kinder rewrite, every fact proven unchanged, nothing new promised."""

__version__ = "0.1.0"
