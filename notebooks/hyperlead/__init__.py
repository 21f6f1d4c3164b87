"""Runs, opens, publishes, grades and tests the notebooks; `jupyter.sh help` lists the commands.

Two doors lead here: `notebooks/jupyter.sh` in a checkout, and the command `hyperlead` of the wheel.
Modules that the commands start with need the standard library only; the others (execution, running,
site and course) run inside an environment: the project's own, which `environment` makes, or the one
that the wheel is installed in.
"""
