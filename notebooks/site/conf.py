"""Sphinx's settings; `shown` beside this file does what Sphinx has no setting for."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import shown  # noqa: E402
from hyperlead.site import BESIDE, STATIC  # noqa: E402

project = "Hyperlead"
copyright = author = ""
root_doc = "notebooks/index"
extensions = ["myst_nb", "sphinx.ext.mathjax", "sphinx_copybutton", "shown"]

nb_execution_mode = "off"
nb_merge_streams = True
myst_enable_extensions = ["dollarmath", "amsmath", "html_image", "colon_fence", "deflist"]
myst_heading_anchors = 4
myst_heading_slug_func = "shown.anchor"
suppress_warnings = [
    "misc.highlighting_failure",  # a snippet of Java need not be complete
    "myst.header",  # nor a reader's own notebook be well divided
]

mathjax_path = "mathjax/tex-mml-svg-mathjax-tex.js"
mathjax3_config = {  # read by MathJax 4 as well
    "output": {"displayOverflow": "linebreak", "scale": 0.9},
    "options": {
        "menuOptions": {
            "settings": {"speech": False, "braille": False, "enrich": False, "assistiveMml": True}
        }
    },
}

html_theme = "sphinx_book_theme"
html_title = "Hyperlead"
html_context = {"default_mode": "auto"}
html_static_path = [str(STATIC), "static"]
html_css_files = ["site.css"]
html_extra_path = [str(BESIDE)]
html_scaled_image_link = True  # a chart leads to all of its pixels, a picture on the map to its notebook
html_sidebars = {
    "**": ["navbar-logo.html", "search-button-field.html", "sbt-sidebar-nav.html", "javadoc.html"]
}
templates_path = ["templates"]
html_use_index = False
html_show_copyright = html_show_sphinx = False
html_theme_options = {
    "navbar_persistent": [],
    "home_page_in_toc": True,
}
if shown.repository():
    html_theme_options |= {
        "repository_url": shown.repository(),
        "repository_branch": "HEAD",
        "launch_buttons": {
            "binderhub_url": "https://mybinder.org",
            "notebook_interface": "jupyterlab",
        },
    }
