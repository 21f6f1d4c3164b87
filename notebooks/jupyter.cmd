@echo off
rem Runs, opens, checks and tests the notebooks; "jupyter.cmd help" lists the commands.
setlocal
set "PYTHONPATH=%~dp0"
set "python=py -3"
where /q py || set "python=python"
%python% -c "import sys; sys.exit(sys.version_info < (3, 10))" 2>nul || (
  echo Python 3.10 or later is needed: install it from python.org 1>&2
  exit /b 1
)
%python% -B -X utf8 -m hyperlead %*
