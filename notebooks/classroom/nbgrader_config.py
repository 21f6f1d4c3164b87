"""nbgrader's settings for courses in Java. A course of your own loads this file from its own settings:

load_subconfig("nbgrader_config.py", path="…/notebooks/classroom")
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from isolation import Isolated  # noqa: E402
from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor  # noqa: E402
from nbgrader.preprocessors import (  # noqa: E402
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearOutput,
    GetGrades,
    IgnorePattern,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from plugins import ExecuteAll, Feedback, ReasonsExporter, Restore  # noqa: E402

c = get_config()  # noqa: F821

# Marking guides hold solutions.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc*", "__pycache__", "MARKING.md", "README.md"]

c.Autograde.sanitize_preprocessors = [Restore, ClearOutput, OverwriteKernelspec, OverwriteCells, CheckCellMetadata]
c.Autograde.autograde_preprocessors = [
    ExecuteAll,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
c.Execute.timeout = 30
c.Execute.startup_timeout = 120
c.Execute.raise_on_iopub_timeout = False  # a loop that prints is not read to its end in time
c.Execute.error_on_timeout = {"ename": "TooLong", "evalue": "ran too long", "traceback": ["ran too long"]}
c.Execute.shutdown_kernel = "immediate"
c.Execute.kernel_manager_class = Isolated
c.IgnorePattern.enabled = True  # else a line on stderr costs a right answer its points
c.IgnorePattern.pattern = r"(?s)."

# Without ClearHiddenTests the pages would publish them.
c.GenerateFeedback.preprocessors = [GetGrades, ClearHiddenTests, CSSHTMLHeaderPreprocessor]
c.GenerateFeedback.exporter_class = Feedback
c.ExportApp.plugin_class = ReasonsExporter
