"""The core: pure functions over frozen values. No SDK, network, environment, clock or random."""
