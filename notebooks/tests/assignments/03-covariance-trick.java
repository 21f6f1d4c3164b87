//// score-drops-temperature | score | score-slopes
for (int k = 0; k < 6; k++)
    score[k] = (dQ[k] - response.expectation(k / 3, dQ));

//// score-plain-mean | score | score-slopes
for (int k = 0; k < 6; k++)
    score[k] = (dQ[k] - (dQ[k / 3 * 3] + dQ[k / 3 * 3 + 1] + dQ[k / 3 * 3 + 2]) / 3) / tau;

//// covariance-uncentred | covariance | covariance-coin covariance-two
double meanF = response.expectation(x, f), meanG = response.expectation(x, g);
for (int k = 3 * x; k < 3 * x + 3; k++)
    covariance += response.policy(x, k - 3 * x) * f[k] * g[k];

//// covariance-counts-actions-alike | covariance | covariance-coin covariance-two
double meanF = response.expectation(x, f), meanG = response.expectation(x, g);
for (int k = 3 * x; k < 3 * x + 3; k++)
    covariance += 1 / 3.0 * (f[k] - meanF) * (g[k] - meanG);

//// advantage-over-follower | advantage | advantage-centred
for (int k = 0; k < 6; k++)
    advantage[k] = qL[k] - response.value(k / 3);

//// visits-of-follower | visits | visits-counted
for (int round = 0; round < 200; round++) {
    double[] flow = flow(response, m);
    m[0] = 1 + problem.followerDiscount() * flow[0];
    m[1] = problem.followerDiscount() * flow[1];
}

//// guidance-drops-temperature | guidance | guidance-exact
for (int k = 0; k < 6; k++)
    guidance += m[k / 3] * response.policy(k / 3, k % 3) * aL[k] * dQ[k];

//// guidance-without-policy | guidance | guidance-exact
for (int k = 0; k < 6; k++)
    guidance += m[k / 3] * aL[k] * dQ[k] / tau;

//// guidance-flipped | guidance | guidance-exact
for (int k = 0; k < 6; k++)
    guidance -= m[k / 3] * response.policy(k / 3, k % 3) * aL[k] * dQ[k] / tau;

//// sample-value-one-step-early | sample | sample-mean
double gamma = problem.followerDiscount(), weight = 1;
for (int k = t; k < episode.length(); k++, weight *= gamma) {
    episode.addFollowerRewardGradient(k, weight, sample);
    episode.addTransitionScore(k, weight * gamma * episode.followerValue(k), sample);
}

//// sample-undiscounted-value | sample | sample-mean
double gamma = problem.followerDiscount(), weight = 1;
for (int k = t; k < episode.length(); k++, weight *= gamma) {
    episode.addFollowerRewardGradient(k, weight, sample);
    episode.addTransitionScore(k, weight * episode.followerValue(k + 1), sample);
}

//// sample-without-score | sample | sample-mean
double gamma = problem.followerDiscount(), weight = 1;
for (int k = t; k < episode.length(); k++, weight *= gamma) {
    episode.addFollowerRewardGradient(k, weight, sample);
}

//// sample-discounts-from-start | sample | sample-mean
double gamma = problem.followerDiscount(), weight = Math.pow(gamma, t);
for (int k = t; k < episode.length(); k++, weight *= gamma) {
    episode.addFollowerRewardGradient(k, weight, sample);
    episode.addTransitionScore(k, weight * gamma * episode.followerValue(k + 1), sample);
}

//// trace-with-leaders-discount | credit | credit-episodes
double gF = problem.followerDiscount(), gL = problem.leaderDiscount(), trace = 0;
for (int t = 0; t < episode.length(); t++) {
    double a = aL[3 * episode.state(t) + episode.action(t)];
    trace = gL * trace + Math.pow(gL, t) * a / problem.temperature();
    episode.addFollowerRewardGradient(t, trace, sum);
    episode.addTransitionScore(t, gF * trace * episode.followerValue(t + 1), sum);
}

//// credit-without-discount | credit | credit-episodes
double gF = problem.followerDiscount(), gL = problem.leaderDiscount(), trace = 0;
for (int t = 0; t < episode.length(); t++) {
    double a = aL[3 * episode.state(t) + episode.action(t)];
    trace = gF * trace + a / problem.temperature();
    episode.addFollowerRewardGradient(t, trace, sum);
    episode.addTransitionScore(t, gF * trace * episode.followerValue(t + 1), sum);
}

//// stale-trace | credit | credit-episodes
double gF = problem.followerDiscount(), gL = problem.leaderDiscount(), trace = 0;
for (int t = 0; t < episode.length(); t++) {
    double a = aL[3 * episode.state(t) + episode.action(t)];
    episode.addFollowerRewardGradient(t, trace, sum);
    episode.addTransitionScore(t, gF * trace * episode.followerValue(t + 1), sum);
    trace = gF * trace + Math.pow(gL, t) * a / problem.temperature();
}

//// visits-of-the-library | visits | borrows .visits
m = Arrays.copyOf(response.visits(), 2);

//// credit-of-the-library | credit | borrows .estimate BoltzmannCovariance
sum = new BoltzmannCovariance<>(new ExactCritic()).on(problem)
    .estimate(theta, new Episodes<>(episode.response(), theta, List.of(episode))).guidance();
