"""Writes a toy-text environment of Gymnasium as JSON: export.py FILE ENVIRONMENT [OPTION=VALUE...]."""

import ast
import json
import sys

import gymnasium


def export(file, environment, **options):
    env = gymnasium.make(environment, **options).unwrapped
    states = []
    for state, actions in env.P.items():
        table = {a: [[float(p), int(x), float(r), bool(end)] for p, x, r, end in rows] for a, rows in actions.items()}
        states.append(f'"{state}": {json.dumps(table)}')
    initial = json.dumps([float(p) for p in env.initial_state_distrib])
    with open(file, "w", encoding="utf-8") as out:
        out.write('{"P": {\n' + ",\n".join(states) + '\n},\n"initial": ' + initial + "}\n")


if __name__ == "__main__":
    export(*sys.argv[1:3], **{k: ast.literal_eval(v) for k, v in (o.split("=") for o in sys.argv[3:])})
