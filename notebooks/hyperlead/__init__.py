"""Runs, opens, publishes, grades and tests the notebooks; `jupyter.sh help` lists the commands.

Modules that the commands start with need the standard library only; the others (execution, running,
site and classroom) run inside the project's own environment, which `environment` makes.
"""
