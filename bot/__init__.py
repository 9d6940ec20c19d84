"""Umbrella, the coach: a kinder rewrite, every fact proven unchanged, nothing new promised."""

import os

__version__ = "0.1.0"

# ONNX Runtime reports its use to Microsoft unless this is set before it is imported. With no key,
# nothing may leave this machine. Source: onnxruntime 1.31, Privacy.md, read 2026-11-22.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
