"""The steps. A published one is never changed; a new one is added and told to `schema.VERSIONS`."""
