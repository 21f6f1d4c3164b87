"""This library beside what a user would pick instead: 30 lines of JAX, and SciPy's sparse solvers.

peers.sh runs it on the files that hyperlead.Peers writes. Processor time (user + system, all
threads) of the exact hypergradient at a new theta, float64, residual 1e-10: the least of several
runs and their median. What takes longer than LIMIT seconds of it is cut off, and the row says so.
"""
import os
import signal
import sys
import time
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import bicgstab, splu
from scipy.special import logsumexp, softmax

jax.config.update("jax_enable_x64", True)
RESIDUAL = 1e-10
LIMIT = 300


class Problem:
    def __init__(self, file):
        data = {name: array for name, array in np.load(file).items()}
        self.name = file.stem[2:]
        self.A = int(np.ravel(data["actions"])[0])
        self.tau, self.gamma = np.ravel(data["constants"])
        self.theta, self.soft = np.ravel(data["theta"]), bool(np.ravel(data["softmax"])[0])
        self.mu, self.J = np.ravel(data["first"]), float(np.ravel(data["J"])[0])
        self.gradient, self.seconds = np.ravel(data["gradient"]), np.ravel(data["seconds"])
        self.n = self.mu.size
        starts = np.ravel(data["starts"]).astype(int)
        self.counts = np.diff(starts)
        self.succ, self.p = np.ravel(data["successors"]).astype(int), np.ravel(data["law"])
        self.P = sp.csr_matrix((self.p, self.succ, starts), shape=(self.n * self.A, self.n + 1))
        self.P = self.P[:, : self.n].tocsr()
        self.follower, self.leader = data["follower"], data["leader"]

    def rows(self):
        """Successors and probabilities as [states, actions, most], padded by the end."""
        most = self.counts.max()
        succ = np.full((self.n * self.A, most), self.n)
        p = np.zeros((self.n * self.A, most))
        filled = np.arange(most) < self.counts[:, None]
        succ[filled], p[filled] = self.succ, self.p
        return succ.reshape(self.n, self.A, most), p.reshape(self.n, self.A, most)


# ---- JAX: fixed points by iteration, differentiated implicitly (dense and by Newton where small)
@partial(jax.custom_vjp, nondiff_argnums=(0,))
def fixed_point(f, v, args):
    def unsolved(pair):
        return jnp.max(jnp.abs(pair[0] - pair[1])) > RESIDUAL
    return jax.lax.while_loop(unsolved, lambda pair: (f(pair[0], args), pair[0]), (f(v, args), v))[0]


def forward(f, v, args):
    v = fixed_point(f, v, args)
    return v, (v, args)


def backward(f, known, g):
    v, args = known
    through = jax.vjp(lambda v: f(v, args), v)[1]
    u = fixed_point(lambda u, through_g: through_g[0](u)[0] + through_g[1], g, (through, g))
    return jnp.zeros_like(v), jax.vjp(lambda args: f(v, args), args)[1](u)[0]


fixed_point.defvjp(forward, backward)


def rewards(problem, theta):
    y = jax.nn.softmax(theta) if problem.soft else theta
    tables = [jnp.asarray(t) for t in (problem.follower, problem.leader)]
    return [(t[:, 0] + t[:, 2] * y[t[:, 1].astype(int)]).reshape(problem.n, problem.A) for t in tables]


def jax_objective(problem):
    succ, p = (jnp.asarray(a) for a in problem.rows())
    mu, gamma, tau = jnp.asarray(problem.mu), problem.gamma, problem.tau

    def q(v, r):
        return r + gamma * (p * jnp.append(v, 0.0)[succ]).sum(-1)

    def objective(theta):
        r_f, r_l = rewards(problem, theta)
        bellman = lambda v, r: tau * jax.nn.logsumexp(q(v, r) / tau, axis=-1)
        v = fixed_point(bellman, jnp.zeros(problem.n), r_f)
        pi = jax.nn.softmax(q(v, r_f) / tau, axis=-1)
        value = lambda v, args: (args[0] * q(v, args[1])).sum(-1)
        return mu @ fixed_point(value, jnp.zeros(problem.n), (pi, r_l))

    return objective


def jax_dense_objective(problem):
    P = jnp.asarray(problem.P.toarray()).reshape(problem.n, problem.A, problem.n)
    gamma, tau, eye = problem.gamma, problem.tau, jnp.eye(problem.n)

    def objective(theta):
        r_f, r_l = rewards(problem, theta)
        q = lambda v: r_f + gamma * P @ v
        error = lambda v: tau * jax.nn.logsumexp(q(v) / tau, axis=-1) - v
        chain = lambda v: jnp.einsum("xa,xay->xy", jax.nn.softmax(q(v) / tau, axis=-1), P)
        newton = lambda f, v: jax.lax.while_loop(
            lambda v: jnp.max(jnp.abs(f(v))) > RESIDUAL,
            lambda v: v + jnp.linalg.solve(eye - gamma * chain(v), f(v)), v)
        tangent = lambda g, b: jnp.linalg.solve(jax.jacobian(g)(b), b)
        v = jax.lax.custom_root(error, jnp.zeros(problem.n), newton, tangent)
        pi = jax.nn.softmax(q(v) / tau, axis=-1)
        system = eye - gamma * jnp.einsum("xa,xay->xy", pi, P)
        return jnp.asarray(problem.mu) @ jnp.linalg.solve(system, (pi * r_l).sum(-1))

    return objective


def jax_hypergradient(problem):
    make = jax_dense_objective if problem.n < 1000 else jax_objective
    compiled = jax.jit(jax.value_and_grad(make(problem)))

    def at(theta):
        j, g = compiled(theta)
        return float(j), np.asarray(g)

    return at


# ---- SciPy: Newton's method; by splu on grids, by bicgstab where transitions have no geometry
def scipy_hypergradient(problem, direct):
    n, A, P, gamma, tau = problem.n, problem.A, problem.P, problem.gamma, problem.tau

    def rewards_and(table, y):
        return table[:, 0] + table[:, 2] * y[table[:, 1].astype(int)]

    def system(pi):
        pick = sp.csr_matrix((pi.ravel(), np.arange(n * A), np.arange(0, n * A + 1, A)), shape=(n, n * A))
        return (sp.identity(n, format="csr") - gamma * (pick @ P)).tocsr()

    def solver(M):
        if direct:
            factors = splu(M.tocsc())
            return lambda b, transposed=False: factors.solve(b, "T" if transposed else "N")

        def solve(b, transposed=False):
            # A right-hand side of one state alone breaks it down, so that starts from an even measure.
            v = np.full(n, b.mean() / (1 - gamma)) if transposed else None
            M_or_T = M.T.tocsr() if transposed else M
            for _ in range(5):
                v, info = bicgstab(M_or_T, b, x0=v, rtol=RESIDUAL, maxiter=2000)
                if info == 0:
                    return v
            raise ArithmeticError("bicgstab broke down: %d" % info)

        return solve

    def at(theta, v):
        y = softmax(theta) if problem.soft else theta
        r_f, r_l = rewards_and(problem.follower, y), rewards_and(problem.leader, y)
        while True:
            q = (r_f + gamma * (P @ v)).reshape(n, A)
            error = tau * logsumexp(q / tau, axis=1) - v
            pi = softmax(q / tau, axis=1)
            solve = solver(system(pi))
            if np.abs(error).max() <= RESIDUAL:
                break
            v = v + solve(error)
        v_l = solve((pi * r_l.reshape(n, A)).sum(1))
        q_l = (r_l + gamma * (P @ v_l)).reshape(n, A)
        visits = solve(problem.mu, True)[:, None] * pi
        credits = visits * (q_l - v_l[:, None]) / tau
        inflow = solve(gamma * (P.T @ credits.ravel()), True)
        eligibility = (credits + pi * inflow[:, None]).ravel()
        g = np.zeros(theta.size)
        np.add.at(g, problem.follower[:, 1].astype(int), problem.follower[:, 2] * eligibility)
        np.add.at(g, problem.leader[:, 1].astype(int), problem.leader[:, 2] * visits.ravel())
        return problem.mu @ v_l, y * (g - y @ g) if problem.soft else g, v

    return at


class CutOff(Exception):
    pass


def limited(task):
    """What the task returns, if it takes no more than LIMIT seconds of processor time."""
    end = time.process_time() + LIMIT

    def look(*_):  # a timer of processor time would make the clock coarse
        if time.process_time() > end:
            raise CutOff

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 2, 2)
    try:
        return task()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def seconds(task, budget=6.0, most=20):
    """Processor times of some runs in ascending order, and the last answer."""
    times, began = [], time.process_time()
    while len(times) < most and (not times or time.process_time() - began < budget):
        start = time.process_time()
        answer = task()
        times.append(time.process_time() - start)
    return sorted(times), answer


def span(times):
    least, median = (f"{t * 1e3:,.0f}" if t > 0.1 else f"{t * 1e3:.3g}" for t in (times[0], times[len(times) // 2]))
    return f"{least} ({median})"


def say(problem, peer, prepare):
    """A row of the table: prepare makes the task, and both must end within LIMIT seconds."""
    try:
        times, answer = limited(lambda: seconds(prepare()))
    except CutOff:
        print(f"| {problem.name} | {problem.n:,} | {peer} | cut off after {LIMIT:.0f} s | | | |", flush=True)
        return
    first, then = problem.seconds[:2], problem.seconds[2:]
    off = np.abs(answer[1] - problem.gradient).max() / np.abs(problem.gradient).max()
    print(f"| {problem.name} | {problem.n:,} | {peer} | {span(times)} | {span(first)}, {span(then)} | "
          f"{times[0] / first[0]:.1f}, {times[0] / then[0]:.1f} | {off:.0e} |", flush=True)


def compiled(problem):
    at = jax_hypergradient(problem)
    at(problem.theta)
    return lambda: at(problem.theta)


def near_by(problem, at):
    moved = problem.theta.copy()
    moved[0] -= 0.1
    v = at(moved, np.zeros(problem.n))[2]
    return lambda: at(problem.theta, v)


def main(folder):
    print("Load average %.1f, %.1f, %.1f.\n" % os.getloadavg())
    print("| problem | states | peer | peer, ms: least (median) | Hyperlead, ms: first, then | times, first, then | gradients differ by |")
    print("|---|---|---|---|---|---|---|")
    for file in sorted(Path(folder).glob("*.npz")):
        problem = Problem(file)
        if "random" not in problem.name:
            say(problem, "JAX, compiled", lambda: compiled(problem))
        direct = "random" not in problem.name
        name = "SciPy, splu" if direct else "SciPy, bicgstab"
        at = scipy_hypergradient(problem, direct)
        say(problem, name + ", first", lambda: lambda: at(problem.theta, np.zeros(problem.n)))
        say(problem, name + ", then", lambda: near_by(problem, at))
    print("\nLoad average %.1f, %.1f, %.1f." % os.getloadavg())


if __name__ == "__main__":
    main(sys.argv[1])
