"""Writes a toy-text environment of Gymnasium as JSON: export.py FILE ENVIRONMENT [OPTION=VALUE...]."""

import ast
import json
import sys

import gymnasium


def export(file, environment, **options):
    env = gymnasium.make(environment, **options).unwrapped
    lines = []
    for state, actions in env.P.items():
        row = {a: [(float(p), int(x), float(r), bool(d)) for p, x, r, d in actions[a]] for a in actions}
        lines.append(f'"{state}": {json.dumps(row)}')
    initial = json.dumps([float(p) for p in env.initial_state_distrib])
    with open(file, "w", encoding="utf-8", newline="\n") as out:
        out.write('{"P": {\n' + ",\n".join(lines) + '\n},\n"initial": ' + initial + "}\n")


if __name__ == "__main__":
    options = dict(option.split("=") for option in sys.argv[3:])
    export(*sys.argv[1:3], **{name: ast.literal_eval(options[name]) for name in options})
