"""Solves the tables with NumPy alone: `reference.py [TABLE...]` prints reference.json, or some of it.

The leader adds theta[a] to the follower's reward of action a; its own is the table's less theta[a]^2.
"""

import json
import sys
from pathlib import Path

import numpy as np

CASES = {  # file: temperatures
    "frozen-lake-4x4": (0.001, 0.01),
    "frozen-lake-4x4-dry": (0.001, 0.01),
    "frozen-lake-8x8": (0.001, 0.01),
    "cliff-walking": (0.5, 5),
    "taxi": (0.5, 5),
}
FOLLOWER_DISCOUNT, LEADER_DISCOUNT = 0.99, 0.95
THETA = np.array([0.01, -0.02, 0.005, 0.03, -0.01, 0.02])


def arrays(file):
    """P[S, A, S'], whose rows lack what ends the episode, r[S, A] and the law of the first state."""
    table = json.loads(file.read_text(encoding="utf-8"))
    states, actions = len(table["P"]), len(table["P"]["0"])
    P, r = np.zeros((states, actions, states)), np.zeros((states, actions))
    for s in range(states):
        for a in range(actions):
            for p, x, reward, done in table["P"][str(s)][str(a)]:
                P[s, a, x] += p * (not done)
                r[s, a] += p * reward
    return P, r, np.array(table["initial"])


def soft_policy(P, r, discount, temperature):
    """Newton's method on V = τ log Σ_a exp(Q/τ), which serves complex numbers, too."""
    V = np.zeros(len(P), dtype=r.dtype)
    while True:
        Q = (r + discount * P @ V) / temperature
        Q -= Q.real.max(axis=1, keepdims=True)
        log_policy = Q - np.log(np.exp(Q).sum(axis=1, keepdims=True))
        policy = np.exp(log_policy)
        r_policy = (policy * (r - temperature * log_policy)).sum(axis=1)
        update = np.linalg.solve(np.eye(len(P)) - discount * move(policy, P), r_policy)
        if np.abs(update - V).max() <= 1e-13 * np.abs(V).max():
            return policy, update
        V = update


def move(policy, P):
    return np.einsum("sa,sax->sx", policy, P)


def objective(P, r, initial, theta, temperature):
    policy, V = soft_policy(P, r + theta, FOLLOWER_DISCOUNT, temperature)
    r_leader = (policy * (r - theta**2)).sum(axis=1)
    return initial @ np.linalg.solve(np.eye(len(P)) - LEADER_DISCOUNT * move(policy, P), r_leader), V


def reference(file, temperature):
    P, r, initial = arrays(file)
    theta = THETA[: P.shape[1]] * (0.1 if temperature < 0.5 else 10)  # small against the rewards
    J, V = objective(P, r, initial, theta, temperature)
    steps = 1e-30j * np.eye(len(theta))
    gradient = [objective(P, r, initial, theta + h, temperature)[0].imag / 1e-30 for h in steps]
    return {
        "table": file.stem,
        "temperature": temperature,
        "theta": theta.tolist(),
        "objective": J,
        "gradient": gradient,
        "values": V.tolist(),
    }


if __name__ == "__main__":
    folder = Path(__file__).parent
    cases = [(name, t) for name in sys.argv[1:] or CASES for t in CASES[name]]
    entries = [reference(folder / f"{name}.json", t) for name, t in cases]
    print(json.dumps({"entries": entries}))
