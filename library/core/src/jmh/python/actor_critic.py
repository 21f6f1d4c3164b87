"""Updates a second of a soft actor-critic in PyTorch, of the sizes of neural.ActorCritic: written
from the equations in that class, and Stable-Baselines3's own, with the steps of 200 that the latter
reaches alone on the cart-pole. One thread.   python actor_critic.py WIDTH BATCH STEPS SEEDS
"""
import math
import sys
import time

import gymnasium
import numpy as np
import torch
from stable_baselines3 import SAC, __version__ as version
from torch import nn

WIDTH, BATCH, STEPS, SEEDS = map(int, sys.argv[1:])
SEEN, TAU, GAMMA, RATE, SHARE = 5, 0.1, 0.99, 1e-3, 0.005


def network(inputs, outputs):
    return nn.Sequential(
        nn.Linear(inputs, WIDTH), nn.ReLU(), nn.Linear(WIDTH, WIDTH), nn.ReLU(),
        nn.Linear(WIDTH, outputs))


def draw(policy, s):
    m, rho = policy(s).chunk(2, 1)
    log_sigma = -5 + 3.5 * (1 + torch.tanh(rho))
    noise = torch.randn_like(m)
    z = m + log_sigma.exp() * noise
    correction = 2 * (math.log(2) - z - nn.functional.softplus(-2 * z))
    density = -noise ** 2 / 2 - log_sigma - math.log(2 * math.pi) / 2 - correction
    return torch.tanh(z), density


def value(critics, s, u):
    pair = torch.cat([s, u], 1)
    return torch.min(critics[0](pair), critics[1](pair))


class ActorCritic:
    def __init__(self):
        self.policy = network(SEEN, 2)
        self.critics = [network(SEEN + 1, 1) for _ in range(2)]
        self.targets = [network(SEEN + 1, 1) for _ in range(2)]
        for target, critic in zip(self.targets, self.critics):
            target.load_state_dict(critic.state_dict())
        weights = [w for critic in self.critics for w in critic.parameters()]
        self.judging = torch.optim.Adam(weights, lr=RATE)
        self.acting = torch.optim.Adam(self.policy.parameters(), lr=RATE)

    def learn(self, s, u, r, later):
        with torch.no_grad():
            chosen, density = draw(self.policy, later)
            y = r + GAMMA * (value(self.targets, later, chosen) - TAU * density)
        pair = torch.cat([s, u], 1)
        loss = sum(((critic(pair) - y) ** 2).mean() / 2 for critic in self.critics)
        self.judging.zero_grad()
        loss.backward()
        self.judging.step()
        chosen, density = draw(self.policy, s)
        loss = (TAU * density - value(self.critics, s, chosen)).mean()
        self.acting.zero_grad()
        loss.backward()
        self.acting.step()
        with torch.no_grad():
            for target, critic in zip(self.targets, self.critics):
                for old, new in zip(target.parameters(), critic.parameters()):
                    old.lerp_(new, SHARE)


class CartPole(gymnasium.Env):
    """environments.GuidedCartPole without wind; networks read the angle in units of 0.1 rad."""
    observation_space = gymnasium.spaces.Box(-np.inf, np.inf, (4,), np.float32)
    action_space = gymnasium.spaces.Box(-1, 1, (1,), np.float32)

    def seen(self):
        x, speed, angle, turn = self.state
        return np.array([x, speed, 10 * angle, turn], np.float32)

    def reset(self, seed=None, options=None):
        super().reset(seed=seed)
        self.state, self.steps = self.np_random.uniform(-0.05, 0.05, 4), 0
        return self.seen(), {}

    def step(self, action):
        x, speed, angle, turn = self.state
        sin, cos = math.sin(angle), math.cos(angle)
        push = (10 * float(action[0]) + 0.05 * turn ** 2 * sin) / 1.1
        fall = (9.8 * sin - push * cos) / (0.5 * (4 / 3 - 0.1 * cos ** 2 / 1.1))
        gain = push - 0.05 * fall * cos / 1.1
        self.state = (x + 0.02 * speed, speed + 0.02 * gain, angle + 0.02 * turn, turn + 0.02 * fall)
        self.steps += 1
        ended = abs(self.state[0]) > 2.4 or abs(self.state[2]) > 12 * math.pi / 180
        return self.seen(), 1.0, ended, not ended and self.steps == 200, {}


def played(model, seed):
    env, steps = CartPole(), 0
    for episode in range(20):
        seen, _ = env.reset(seed=1000 * seed + episode)
        over = False
        while not over:
            action, _ = model.predict(seen)
            seen, _, ended, cut, _ = env.step(action)
            over = ended or cut
            steps += 1
    return steps / 20


def fastest(learn):
    """Seconds of processor time of one update: the least mean of rounds of 40."""
    means = []
    for _ in range(5):
        begin = time.process_time()
        learn(40)
        means.append((time.process_time() - begin) / 40)
    return min(means)


def say(name, seconds):
    print(f"{name}, {WIDTH} x {WIDTH}, batch {BATCH}: {seconds * 1e6:.0f} us an update, "
          f"{1 / seconds:.0f} updates a second", flush=True)


def plain():
    learner = ActorCritic()
    s, later = torch.randn(BATCH, SEEN), torch.randn(BATCH, SEEN)
    u, r = torch.rand(BATCH, 1) * 2 - 1, torch.rand(BATCH, 1)
    say(f"PyTorch {torch.__version__}",
        fastest(lambda times: [learner.learn(s, u, r, later) for _ in range(times)]))


def baselines(seed):
    model = SAC(
        "MlpPolicy", CartPole(), learning_rate=RATE, buffer_size=100_000, learning_starts=1000,
        batch_size=BATCH, tau=SHARE, gamma=GAMMA, train_freq=2, gradient_steps=1, ent_coef=0.005,
        policy_kwargs={"net_arch": [WIDTH, WIDTH]}, seed=seed, device="cpu")
    begin = time.process_time()
    model.learn(STEPS)
    seconds = time.process_time() - begin
    if seed == 1:
        say(f"Stable-Baselines3 {version}", fastest(lambda times: model.train(times, BATCH)))
    print(f"  seed {seed}: {STEPS} steps in {seconds:.1f} s, then {played(model, seed):.1f} of 200",
          flush=True)


def main():
    torch.manual_seed(1)
    torch.set_num_threads(1)
    plain()
    for seed in range(1, SEEDS + 1):
        baselines(seed)


if __name__ == "__main__":
    main()
