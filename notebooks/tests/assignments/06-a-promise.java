//// plays-there-as-here | law | law-by-hand law-everywhere
for (int x = 0; x < p.length; x++)
    for (int a = 0; a < 2; a++) {
        for (int y = 0; y < ends; y++) law[x][a][y] = p[x][a][y / 2] * f[x / 2][y % 2];
        law[x][a][ends] = p[x][a][ends / 2];
    }

//// plays-the-same-again | law | law-by-hand law-everywhere
for (int x = 0; x < p.length; x++)
    for (int a = 0; a < 2; a++)
        for (int s = 0; s < 3; s++) law[x][a][s < 2 ? 2 * s + x % 2 : ends] = p[x][a][s];

//// end-left-out | law | law-by-hand law-everywhere
for (int x = 0; x < p.length; x++)
    for (int a = 0; a < 2; a++)
        for (int y = 0; y < ends; y++) law[x][a][y] = p[x][a][y / 2] * f[y / 2][y % 2];

//// averaged-inside | soft-values | soft-values-certain soft-values-average
values = new double[4];
for (int round = 0; round < 1000; round++) {
    double[] next = new double[4];
    for (int s = 0; s < 2; s++) {
        double[] q = new double[2];
        for (int b = 0; b < 2; b++)
            for (int a = 0; a < 2; a++) {
                int x = 2 * s + b;
                q[a] += f[s][b] * r[x][a];
                for (int y = 0; y < 2; y++) q[a] += f[s][b] * gamma * p[x][a][y] * values[2 * y];
            }
        next[2 * s] = next[2 * s + 1] = softMaximum(q, tau);
    }
    values = next;
}

//// hard-maximum | soft-values | soft-values-certain soft-values-average
values = new double[4];
for (int round = 0; round < 1000; round++) {
    double[] next = new double[4];
    for (int x = 0; x < 4; x++) {
        double[] q = r[x].clone();
        for (int a = 0; a < 2; a++)
            for (int y = 0; y < 4; y++)
                q[a] += gamma * p[x][a][y / 2] * f[y / 2][y % 2] * values[y];
        next[x] = Math.max(q[0], q[1]);
    }
    values = next;
}

//// one-round | soft-values | soft-values-average
values = new double[4];
for (int x = 0; x < 4; x++) values[x] = softMaximum(r[x], tau);

//// plays-in-the-wrong-place | soft-values | soft-values-average
values = new double[4];
for (int round = 0; round < 1000; round++) {
    double[] next = new double[4];
    for (int x = 0; x < 4; x++) {
        double[] q = r[x].clone();
        for (int a = 0; a < 2; a++)
            for (int y = 0; y < 4; y++)
                q[a] += gamma * p[x][a][y / 2] * f[x / 2][y % 2] * values[y];
        next[x] = softMaximum(q, tau);
    }
    values = next;
}

//// not-compared | pull | pull-by-hand
for (int x = 0; x < 4; x++) h[x] = f[x / 2][x % 2] * v[x];

//// not-weighted | pull | pull-by-hand
for (int x = 0; x < 4; x++) {
    int s = x / 2;
    h[x] = v[x] - f[s][0] * v[2 * s] - f[s][1] * v[2 * s + 1];
}

//// plain-mean | pull | pull-by-hand
for (int x = 0; x < 4; x++) {
    int s = x / 2;
    h[x] = f[s][x % 2] * (v[x] - (v[2 * s] + v[2 * s + 1]) / 2);
}

//// next-step-only | slope | slope-differences
dQ = new double[4][2];
for (int x = 0; x < 4; x++)
    for (int a = 0; a < 2; a++) dQ[x][a] = gamma * p[x][a][j / 2] * h[j];

//// where-the-step-begins | slope | slope-by-hand slope-differences
double[] dV = new double[4];
for (int round = 0; round < 1000; round++) {
    dQ = new double[4][2];
    for (int x = 0; x < 4; x++)
        for (int a = 0; a < 2; a++) {
            double later = x / 2 == j / 2 ? h[j] : 0;
            for (int y = 0; y < 4; y++) later += p[x][a][y / 2] * f[y / 2][y % 2] * dV[y];
            dQ[x][a] = gamma * later;
        }
    for (int x = 0; x < 4; x++) dV[x] = pi[x][0] * dQ[x][0] + pi[x][1] * dQ[x][1];
}

//// undiscounted-pull | slope | slope-by-hand slope-differences
double[] dV = new double[4];
for (int round = 0; round < 1000; round++) {
    dQ = new double[4][2];
    for (int x = 0; x < 4; x++)
        for (int a = 0; a < 2; a++) {
            dQ[x][a] = p[x][a][j / 2] * h[j];
            for (int y = 0; y < 4; y++)
                dQ[x][a] += gamma * p[x][a][y / 2] * f[y / 2][y % 2] * dV[y];
        }
    for (int x = 0; x < 4; x++) dV[x] = pi[x][0] * dQ[x][0] + pi[x][1] * dQ[x][1];
}

//// counts-answers-alike | slope | slope-differences
double[] dV = new double[4];
for (int round = 0; round < 1000; round++) {
    dQ = new double[4][2];
    for (int x = 0; x < 4; x++)
        for (int a = 0; a < 2; a++) {
            double later = p[x][a][j / 2] * h[j];
            for (int y = 0; y < 4; y++) later += p[x][a][y / 2] * f[y / 2][y % 2] * dV[y];
            dQ[x][a] = gamma * later;
        }
    for (int x = 0; x < 4; x++) dV[x] = (dQ[x][0] + dQ[x][1]) / 2;
}

//// visits-to-one-action | parts | parts-direct
direct = m[j] * hL[j];
guidance = 0;
for (int x = 0; x < 4; x++)
    for (int a = 0; a < 2; a++) guidance += m[x] * pi[x][a] * aL[x][a] * dQ[x][a] / tau;

//// visits-forgotten | parts | parts-direct parts-guidance
direct = hL[j];
guidance = 0;
for (int x = 0; x < 4; x++)
    for (int a = 0; a < 2; a++) guidance += pi[x][a] * aL[x][a] * dQ[x][a] / tau;

//// without-temperature | parts | parts-guidance
direct = (m[j / 2 * 2] + m[j / 2 * 2 + 1]) * hL[j];
guidance = 0;
for (int x = 0; x < 4; x++)
    for (int a = 0; a < 2; a++) guidance += m[x] * pi[x][a] * aL[x][a] * dQ[x][a];

//// guidance-flipped | parts | parts-guidance
direct = (m[j / 2 * 2] + m[j / 2 * 2 + 1]) * hL[j];
guidance = 0;
for (int x = 0; x < 4; x++)
    for (int a = 0; a < 2; a++) guidance -= m[x] * pi[x][a] * aL[x][a] * dQ[x][a] / tau;

//// pulls-where-it-was | credit | credit-episodes credit-mean
double trace = 0;
for (int t = 0; t < episode.length(); t++) {
    trace = gF * trace + Math.pow(gL, t) * aL[episode.state(t)][episode.action(t)] / tau;
    int s = episode.state(t) / 2;
    for (int y = 2 * s; y < 2 * s + 2; y++) sum[y] += trace * gF * h[y];
}

//// own-entry-only | credit | credit-episodes credit-mean
double trace = 0;
for (int t = 0; t < episode.length(); t++) {
    trace = gF * trace + Math.pow(gL, t) * aL[episode.state(t)][episode.action(t)] / tau;
    int y = episode.state(t + 1);
    if (y < 4) sum[y] += trace * gF * h[y];
}

//// trace-with-leaders-discount | credit | credit-episodes
double trace = 0;
for (int t = 0; t < episode.length(); t++) {
    trace = gL * trace + Math.pow(gL, t) * aL[episode.state(t)][episode.action(t)] / tau;
    int s = episode.state(t + 1) / 2;
    for (int y = 2 * s; s < 2 && y < 2 * s + 2; y++) sum[y] += trace * gF * h[y];
}

//// credit-without-temperature | credit | credit-episodes credit-mean
double trace = 0;
for (int t = 0; t < episode.length(); t++) {
    trace = gF * trace + Math.pow(gL, t) * aL[episode.state(t)][episode.action(t)];
    int s = episode.state(t + 1) / 2;
    for (int y = 2 * s; s < 2 && y < 2 * s + 2; y++) sum[y] += trace * gF * h[y];
}

//// naive-gradient | train | train-gain
var critic = new ExpectedScore(game, LeastSquaresCritic.zero(0.9));
run = LeaderTraining.of(game.problem(), new SoftPolicyIteration(),
        new NaivePolicyGradient<>(critic))
    .withOptimizer(Adam.of(0.1)).withUpdates(60).withSamples(1000)
    .withStart(random -> start.clone()).run(seed);

//// small-steps | train | train-gain
var critic = new ExpectedScore(game, LeastSquaresCritic.zero(0.9));
run = LeaderTraining.of(game.problem(), new SoftPolicyIteration(),
        new BoltzmannCovariance<>(critic).centred())
    .withOptimizer(Adam.of(0.01)).withUpdates(60).withSamples(1000)
    .withStart(random -> start.clone()).run(seed);

//// too-many-samples | train | train-rules
var critic = new ExpectedScore(game, LeastSquaresCritic.zero(0.9));
run = LeaderTraining.of(game.problem(), new SoftPolicyIteration(),
        new BoltzmannCovariance<>(critic).centred())
    .withOptimizer(Adam.of(0.1)).withUpdates(120).withSamples(1000)
    .withStart(random -> start.clone()).run(seed);

//// exact-critic | train | train-rules train-gain borrows ExactCritic
var critic = new ExpectedScore(game, new ExactCritic());
run = LeaderTraining.of(game.problem(), new SoftPolicyIteration(),
        new BoltzmannCovariance<>(critic).centred())
    .withOptimizer(Adam.of(0.1)).withUpdates(60).withSamples(1000)
    .withStart(random -> start.clone()).run(seed);

//// start-ignored | train | train-rules
var critic = new ExpectedScore(game, LeastSquaresCritic.zero(0.9));
run = LeaderTraining.of(game.problem(), new SoftPolicyIteration(),
        new BoltzmannCovariance<>(critic).centred())
    .withOptimizer(Adam.of(0.1)).withUpdates(60).withSamples(1000).run(seed);

//// law-of-the-library | law | borrows .problem PlainModel
double[] logits = {Math.log(f[0][0]), Math.log(f[0][1]), Math.log(f[1][0]), Math.log(f[1][1])};
law = PlainModel.of(bakery.problem(), logits).law();

//// values-of-the-library | soft-values | borrows answer
double[] logits = Stream.of(f).flatMapToDouble(Arrays::stream)
    .map(share -> Math.log(Math.max(share, 1e-30))).toArray();
values = Arrays.copyOf(answer(bakery(tau, gamma, 0.9), logits).values(), 4);

//// pull-of-the-library | pull | borrows .pullBack SoftmaxPolicy
double[] y = {f[0][0], f[0][1], f[1][0], f[1][1]};
h = new SoftmaxPolicy(2, 2).pullBack(new double[4], y, v);

//// credit-of-the-library | credit | borrows .estimate BoltzmannCovariance
double[] y = game.policy().configuration(episode.response().theta());
sum = new BoltzmannCovariance<>(new ExpectedScore(game, new ExactCritic()))
    .on(episode.response().problem()).estimate(episode.response().theta(),
        new Episodes<>(episode.response(), y, List.of(episode))).guidance();

//// best-of-three | train | borrows .objective
for (double step : new double[] {0.05, 0.1, 0.2}) {
    var critic = new ExpectedScore(game, LeastSquaresCritic.zero(0.9));
    Run other = LeaderTraining.of(game.problem(), new SoftPolicyIteration(),
            new BoltzmannCovariance<>(critic).centred())
        .withOptimizer(Adam.of(step)).withUpdates(60).withSamples(1000)
        .withStart(random -> start.clone()).run(seed);
    if (run == null || other.objective() > run.objective()) run = other;
}
