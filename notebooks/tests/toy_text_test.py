"""Tables of Gymnasium's, exported anew; the library's answers, checked in NumPy."""

import csv
import importlib
import json
import re
import shlex
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from hyperlead import environment, java
from hyperlead.places import ROOT

TABLES = ROOT / "datasets" / "toy-text"
ROW = re.compile(r"^\| `([\w-]+\.json)` \| `([^`]+)`", re.M)

# Solves a table with a bonus of theta[state] in every state, and writes model and answer.
ANSWER = """
import hyperlead.Hypergradient;
import hyperlead.data.*;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.World;
import hyperlead.tabular.*;
import java.nio.file.Path;

public class Answer {
  public static void main(String[] arguments) {
    TransitionTable lake = TransitionTable.read(Path.of(arguments[0], "frozen-lake-4x4.json"));
    Path folder = Path.of(arguments[1]);
    TabularProblem plain = lake.problem("lake", new FreeParameters(16), 0.01).withDiscounts(0.99, 0.95);
    World<Integer, Integer> world = World.of(plain);
    TabularProblem paid = plain.withRewards(
        lake.reward().plus(world.reward("bonus", (y, state, action) -> y.get(state))), plain.leaderReward());
    double[] theta = new double[16];
    theta[4] = 0.01;
    theta[9] = -0.02;
    TabularResponse answer = new SoftPolicyIteration().on(paid).respond(theta);
    Hypergradient exact = ExactHypergradient.of(paid).at(theta);
    for (String ending : new String[] {"npz", "csv", "json"}) {
      TransitionTable.of(paid, theta).write(folder.resolve("model." + ending));
    }
    NpzFile.empty().with("pi", answer.policy()).with("V", answer.values())
        .with("visits", answer.visits()).with("theta", theta).with("J", exact.objective())
        .with("gradient", exact.total()).write(folder.resolve("answer.npz"));
  }
}
"""


def run(*command, **options) -> subprocess.CompletedProcess:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode:
        raise AssertionError(f"{command}:\n{done.stdout}{done.stderr}")
    return done


class ToyTextTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.python = environment.ensure("gym")
        cls.np = importlib.import_module("numpy")
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.commands = dict(ROW.findall((TABLES / "README.md").read_text(encoding="utf-8")))

    def test_tables_come_out_of_gymnasium_as_they_are_stored(self):
        stored = {path.name for path in TABLES.glob("*.json")} - {"reference.json"}
        self.assertEqual(stored, set(self.commands))
        for name, command in self.commands.items():
            run(self.python, TABLES / "export.py", self.folder / name, *shlex.split(command))
            self.assertEqual((self.folder / name).read_bytes(), (TABLES / name).read_bytes(), name)

    def test_stored_values_are_those_of_the_solver(self):
        small = [Path(name).stem for name in self.commands if name != "taxi.json"]
        values = json.loads(run(self.python, TABLES / "reference.py", *small).stdout)["entries"]
        stored = json.loads((TABLES / "reference.json").read_text(encoding="utf-8"))["entries"]
        self.assertEqual(len(stored), len(values) + 2)
        for new, old in zip(values, stored):
            self.assertEqual(new["table"], old["table"])
            for name in "objective", "gradient", "values":
                self.assert_close(new[name], old[name])

    def assert_close(self, actual, expected):
        largest = self.np.abs(expected).max()
        self.np.testing.assert_allclose(actual, expected, rtol=0, atol=1e-9 * largest)

    def test_answers_are_right_by_numpy(self):
        (self.folder / "Answer.java").write_text(ANSWER, encoding="utf-8")
        run(java.command(), "-cp", java.class_path(), self.folder / "Answer.java", TABLES, self.folder)
        model, answer = (self.np.load(self.folder / f"{name}.npz") for name in ("model", "answer"))
        P, r = self.arrays(model)
        pi, V, theta = answer["pi"], answer["V"], answer["theta"]
        self.assertEqual(V[-1], 0)  # of the end
        Q = r + 0.99 * P @ V[:-1]
        self.assert_close(0.01 * self.np.log(self.np.exp(Q / 0.01).sum(axis=1)), V[:-1])
        self.assert_close(self.np.exp((Q - V[:-1, None]) / 0.01), pi)
        arriving = self.np.einsum("sa,sax->xs", pi, P)
        self.assert_close(model["initial"] + 0.95 * arriving @ answer["visits"], answer["visits"])
        J = [self.objective(P, r - theta[:, None], theta + h) for h in 1e-30j * self.np.eye(16)]
        self.assert_close(J[0].real, answer["J"])
        self.assert_close([j.imag / 1e-30 for j in J], answer["gradient"])
        self.check_texts(model)

    def check_texts(self, model):
        """The same transitions, to the last bit, in the other two formats."""
        columns = [model[n].tolist() for n in ("state", "action", "next", "probability", "reward")]
        rows = list(zip(*columns, model["done"].astype(bool).tolist()))
        with open(self.folder / "model.csv", encoding="utf-8", newline="") as lines:
            read = [
                (int(s), int(a), int(x), float(p), float(r), done == "true")
                for s, a, x, p, r, done in list(csv.reader(lines))[1:]
            ]
        self.assertEqual(read, rows)
        table = json.loads((self.folder / "model.json").read_text(encoding="utf-8"))
        read = [
            (int(s), int(a), x, p, r, done)
            for s, actions in table["P"].items()
            for a, outcomes in actions.items()
            for p, x, r, done in outcomes
        ]
        self.assertEqual(read, rows)
        self.assertEqual(table["initial"], model["initial"].tolist())

    def arrays(self, model):
        """P and r of a column for each part of a transition, as the library writes it."""
        state, action, p = model["state"], model["action"], model["probability"]
        P, r = self.np.zeros((16, 4, 16)), self.np.zeros((16, 4))
        self.np.add.at(P, (state, action, model["next"]), p * (model["done"] == 0))
        self.np.add.at(r, (state, action), p * model["reward"])
        return P, r

    def objective(self, P, r, bonus):
        """What the leader, who wants r, gets of a follower with a bonus, which may be complex."""
        sys.path.insert(0, str(TABLES))
        solver = importlib.import_module("reference")
        policy, _ = solver.soft_policy(P, r + bonus[:, None], 0.99, 0.01)
        system = self.np.eye(16) - 0.95 * solver.move(policy, P)
        return self.np.linalg.solve(system, (policy * r).sum(axis=1))[0]


if __name__ == "__main__":
    unittest.main()
