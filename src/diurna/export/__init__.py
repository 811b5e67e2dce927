"""Forms that others read: the terminal, notebooks."""
