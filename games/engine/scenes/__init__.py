"""Pictures of a running trial that activities choose from."""
