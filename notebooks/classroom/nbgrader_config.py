"""nbgrader's settings for courses in Java. A course of your own loads this file from its own settings:

load_subconfig("nbgrader_config.py", path="…/notebooks/classroom")
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from isolation import Isolated  # noqa: E402
from nbgrader.preprocessors import ClearHiddenTests  # noqa: E402
from plugins import ExecuteAll, Feedback, Reasons, Restore  # noqa: E402

c = get_config()  # noqa: F821
c.CourseDirectory.ignore.extend(["MARKING.md", "README.md"])  # guides hold solutions
c.Autograde.sanitize_preprocessors.insert(0, Restore)
c.Autograde.autograde_preprocessors.insert(0, ExecuteAll)
c.ExecuteAll.enabled, c.Execute.enabled = True, False  # the one does the work of the other
c.Execute.timeout = 30
c.Execute.startup_timeout = 120
c.Execute.raise_on_iopub_timeout = False  # a loop that prints is not read to its end in time
c.Execute.error_on_timeout = {"ename": "TooLong", "evalue": "", "traceback": ["ran too long"]}
c.Execute.shutdown_kernel = "immediate"
c.Execute.kernel_manager_class = Isolated
c.IgnorePattern.enabled = True  # else a line on stderr costs a right answer its points
c.IgnorePattern.pattern = r"(?s)."
c.GenerateFeedback.preprocessors.insert(1, ClearHiddenTests)  # else the pages would publish them
c.GenerateFeedback.exporter_class = Feedback
c.ExportApp.plugin_class = Reasons
