"""Sphinx settings: Markdown pages by MyST."""

project = "Diurna"
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
html_theme = "alabaster"
