"""Durable work: a draft is taken in once, worked, delivered once, then forgotten."""
