"""Updates a second of a soft actor-critic in PyTorch, of the sizes of neural.ActorCritic.

Written from the equations in that class, for ActorCriticBenchmark: two hidden layers of 64 by
default, batches of 64, Adam. One thread.   python actor_critic.py [WIDTH [BATCH]]
"""
import math
import sys
import time

import torch
from torch import nn

WIDTH = int(sys.argv[1]) if len(sys.argv) > 1 else 64
BATCH = int(sys.argv[2]) if len(sys.argv) > 2 else 64
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


def main():
    torch.manual_seed(1)
    torch.set_num_threads(1)
    learner = ActorCritic()
    s, later = torch.randn(BATCH, SEEN), torch.randn(BATCH, SEEN)
    u, r = torch.rand(BATCH, 1) * 2 - 1, torch.rand(BATCH, 1)
    best = math.inf
    for _ in range(5):
        begin = time.process_time()
        for _ in range(40):
            learner.learn(s, u, r, later)
        best = min(best, (time.process_time() - begin) / 40)
    print(f"PyTorch {torch.__version__}, width {WIDTH}, batch {BATCH}: "
          f"{best * 1e6:.0f} us of processor an update, {1 / best:.0f} updates a second")


if __name__ == "__main__":
    main()
