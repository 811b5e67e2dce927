"""Sphinx settings: Markdown pages by MyST, and the page of the API out of the docstrings."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

project = "Diurna"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_use_ivar = True
default_role = "code"
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "alabaster"
