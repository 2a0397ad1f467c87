"""What the user can set: keys, theme and the other entries of `config.toml`."""
