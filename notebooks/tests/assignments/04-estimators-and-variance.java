//// returns-from-the-start | returns | returns-by-hand
double future = 0;
for (int t = rewards.length - 1; t >= 0; t--) {
    future = rewards[t] + discount * future;
    returns[t] = Math.pow(discount, t) * future;
}

//// returns-up-to-now | returns | returns-by-hand returns-mean
double sum = 0;
for (int t = 0; t < rewards.length; t++) {
    sum += Math.pow(discount, t) * rewards[t];
    returns[t] = sum;
}

//// returns-undiscounted | returns | returns-by-hand
double future = 0;
for (int t = rewards.length - 1; t >= 0; t--) {
    future = rewards[t] + future;
    returns[t] = future;
}

//// same-seed-every-time | repeated | repeated-seeds repeated-spread
for (int i = 0; i < repeats; i++) {
    SplittableRandom random = new SplittableRandom(seed);
    var round = response.play(Budget.episodes(size), random);
    estimates[i] = estimator.estimate(theta, round).total();
}

//// seed-ignored | repeated | repeated-seeds
SplittableRandom random = new SplittableRandom(1);
for (int i = 0; i < repeats; i++) {
    var round = response.play(Budget.episodes(size), random);
    estimates[i] = estimator.estimate(theta, round).total();
}

//// one-episode-a-repeat | repeated | repeated-seeds repeated-spread
SplittableRandom random = new SplittableRandom(seed);
for (int i = 0; i < repeats; i++) {
    var round = response.play(Budget.episodes(1), random);
    estimates[i] = estimator.estimate(theta, round).total();
}

//// divides-by-n | standard-error-of | standard-error-small
double mean = Arrays.stream(values).average().orElseThrow();
double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
error = Math.sqrt(squares / values.length / values.length);

//// deviation-of-one | standard-error-of | standard-error-small
double mean = Arrays.stream(values).average().orElseThrow();
double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
error = Math.sqrt(squares / (values.length - 1));

//// no-root | standard-error-of | standard-error-small standard-error-scale
double mean = Arrays.stream(values).average().orElseThrow();
double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
error = squares / (values.length - 1) / values.length;

//// difference-of-squares | standard-error-of | standard-error-small
double mean = Arrays.stream(values).average().orElseThrow();
double squares = Arrays.stream(values).map(x -> x * x).sum();
int n = values.length;
error = Math.sqrt((squares - n * mean * mean) / (n - 1) / n);

//// one-sided | plausible | plausible-cases
plausible = true;
for (int j = 0; j < means.length; j++)
    plausible &= means[j] - exact[j] <= k * errors[j];

//// nan-passes | plausible | plausible-cases
plausible = true;
for (int j = 0; j < means.length; j++)
    if (Math.abs(means[j] - exact[j]) > k * errors[j]) plausible = false;

//// baseline-with-itself | centred | centred-by-hand
double mean = Arrays.stream(samples).average().orElseThrow();
for (int i = 0; i < w.length; i++) centred[i] = w[i] * (samples[i] - mean);

//// baseline-not-weighted | centred | centred-by-hand centred-variance
double sum = Arrays.stream(samples).sum();
for (int i = 0; i < w.length; i++) {
    double others = (sum - samples[i]) / (w.length - 1);
    centred[i] = w[i] * samples[i] - others;
}

//// own-return | credited | credited-by-hand credited-mean
for (int i = 0; i < actions.length; i++) weights[i] = (returns[i] - value) / tau;

//// own-return-among-others | credited | credited-by-hand
for (int i = 0; i < actions.length; i++) {
    int self = i;
    weights[i] = IntStream.range(0, actions.length)
        .filter(j -> actions[j] == actions[self])
        .mapToDouble(j -> (returns[j] - value) / tau).average().orElse(0);
}

//// any-action | credited | credited-by-hand credited-mean
for (int i = 0; i < actions.length; i++) {
    int self = i;
    weights[i] = IntStream.range(0, actions.length)
        .filter(j -> j != self)
        .mapToDouble(j -> (returns[j] - value) / tau).average().orElse(0);
}

//// rounded-down | episodes-needed | episodes-needed-smallest
needed = (long) Math.floor(Math.pow(1.96 * sigma / halfWidth, 2));

//// not-squared | episodes-needed | episodes-needed-smallest
needed = (long) Math.ceil(1.96 * sigma / halfWidth);
