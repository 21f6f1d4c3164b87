// Wrong solutions of assignment 2: what stands in the place of the solution region.
// Headings: name, solution cell, the test cells that it loses.
//// own-share-only | policy-slope | policy-slope-sums policy-slope-formula
for (int a = 0; a < n; a++)
    for (int b = 0; b < n; b++) slope[a][b] = a == b ? policy[a] / tau : 0;
//// slope-without-tau | policy-slope | policy-slope-formula
for (int a = 0; a < n; a++)
    for (int b = 0; b < n; b++) slope[a][b] = policy[a] * ((a == b ? 1 : 0) - policy[b]);
//// slope-of-the-logarithm | policy-slope | policy-slope-sums policy-slope-formula
for (int a = 0; a < n; a++)
    for (int b = 0; b < n; b++) slope[a][b] = ((a == b ? 1 : 0) - policy[b]) / tau;
//// forward-difference | difference | difference-exact policy-derivative-differences
double[] up = theta.clone();
up[j] += h;
double[] high = f.apply(up), here = f.apply(theta);
for (int i = 0; i < slope.length; i++) slope[i] = (high[i] - here[i]) / h;
//// half-the-distance | difference | difference-exact policy-derivative-differences
double[] up = theta.clone(), down = theta.clone();
up[j] += h;
down[j] -= h;
double[] high = f.apply(up), low = f.apply(down);
for (int i = 0; i < slope.length; i++) slope[i] = (high[i] - low[i]) / h;
//// moves-every-parameter | difference | difference-exact policy-derivative-differences
double[] up = Arrays.stream(theta).map(x -> x + h).toArray();
double[] down = Arrays.stream(theta).map(x -> x - h).toArray();
double[] high = f.apply(up), low = f.apply(down);
for (int i = 0; i < slope.length; i++) slope[i] = (high[i] - low[i]) / (2 * h);
//// changes-the-argument | difference | difference-exact
theta[j] += h;
double[] high = f.apply(theta);
theta[j] -= 2 * h;
double[] low = f.apply(theta);
for (int i = 0; i < slope.length; i++) slope[i] = (high[i] - low[i]) / (2 * h);
//// rewards-only | immediate | immediate-law value-slope-differences policy-derivative-differences guidance-exact
for (int x = 0; x < b.length; x++) b[x] = dr[x].clone();
//// transitions-only | immediate | immediate-reward value-slope-differences policy-derivative-sums policy-derivative-differences guidance-exact
for (int x = 0; x < b.length; x++)
    for (int a = 0; a < b[x].length; a++) {
        b[x][a] = 0;
        for (int y = 0; y < v.length; y++) b[x][a] += gamma * dp[x][a][y] * v[y];
    }
//// undiscounted-law | immediate | immediate-law value-slope-differences policy-derivative-differences guidance-exact
for (int x = 0; x < b.length; x++)
    for (int a = 0; a < b[x].length; a++) {
        b[x][a] = dr[x][a];
        for (int y = 0; y < v.length; y++) b[x][a] += dp[x][a][y] * v[y];
    }
//// one-step-only | value-slope | value-slope-fixed-point value-slope-differences policy-derivative-sums policy-derivative-differences guidance-exact
for (int x = 0; x < states; x++) {
    slope[x] = 0;
    for (int a = 0; a < policy[x].length; a++) slope[x] += policy[x][a] * b[x][a];
}
slope[states] = 0;
//// transposed-system | value-slope | value-slope-fixed-point value-slope-differences policy-derivative-sums policy-derivative-differences guidance-exact
double[][] m = new double[states][states];
double[] right = new double[states];
for (int x = 0; x < states; x++) {
    m[x][x] += 1;
    for (int a = 0; a < policy[x].length; a++) {
        right[x] += policy[x][a] * b[x][a];
        for (int y = 0; y < states; y++) m[y][x] -= gamma * policy[x][a] * p[x][a][y];
    }
}
slope = Arrays.copyOf(solveLinear(m, right), states + 1);
//// undiscounted-system | value-slope | value-slope-fixed-point value-slope-differences policy-derivative-sums policy-derivative-differences guidance-exact
double[][] m = new double[states][states];
double[] right = new double[states];
for (int x = 0; x < states; x++) {
    m[x][x] += 1;
    for (int a = 0; a < policy[x].length; a++) {
        right[x] += policy[x][a] * b[x][a];
        for (int y = 0; y < states; y++) m[x][y] -= policy[x][a] * p[x][a][y];
    }
}
slope = Arrays.copyOf(solveLinear(m, right), states + 1);
//// not-weighted-by-the-policy | value-slope | value-slope-fixed-point value-slope-differences policy-derivative-sums policy-derivative-differences guidance-exact
double[][] m = new double[states][states];
double[] right = new double[states];
for (int x = 0; x < states; x++) {
    m[x][x] += 1;
    for (int a = 0; a < policy[x].length; a++) {
        right[x] += b[x][a];
        for (int y = 0; y < states; y++) m[x][y] -= gamma * policy[x][a] * p[x][a][y];
    }
}
slope = Arrays.copyOf(solveLinear(m, right), states + 1);
//// no-average-subtracted | policy-derivative | policy-derivative-sums policy-derivative-differences guidance-exact
for (int x = 0; x < policy.length; x++)
    for (int a = 0; a < policy[x].length; a++) {
        double dq = b[x][a];
        for (int y = 0; y < dv.length; y++) dq += gamma * p[x][a][y] * dv[y];
        slope[x][a] = policy[x][a] * dq / tau;
    }
//// next-values-held-still | policy-derivative | policy-derivative-differences guidance-exact
for (int x = 0; x < policy.length; x++) {
    double mean = 0;
    for (int a = 0; a < policy[x].length; a++) mean += policy[x][a] * b[x][a];
    for (int a = 0; a < policy[x].length; a++) slope[x][a] = policy[x][a] * (b[x][a] - mean) / tau;
}
//// derivative-without-tau | policy-derivative | policy-derivative-differences guidance-exact
for (int x = 0; x < policy.length; x++)
    for (int a = 0; a < policy[x].length; a++) {
        double dq = b[x][a];
        for (int y = 0; y < dv.length; y++) dq += gamma * p[x][a][y] * dv[y];
        slope[x][a] = policy[x][a] * (dq - dv[x]);
    }
//// visits-forgotten | guidance | guidance-baseline guidance-exact
sum = 0;
for (int x = 0; x < slope.length; x++)
    for (int a = 0; a < slope[x].length; a++) sum += slope[x][a] * qL[x][a];
//// visits-as-probabilities | guidance | guidance-baseline guidance-exact
sum = 0;
double all = Arrays.stream(visits).sum();
for (int x = 0; x < slope.length; x++)
    for (int a = 0; a < slope[x].length; a++) sum += visits[x] / all * slope[x][a] * qL[x][a];
//// best-action-only | guidance | guidance-baseline guidance-exact
sum = 0;
for (int x = 0; x < slope.length; x++) {
    int best = 0;
    for (int a = 1; a < slope[x].length; a++) if (qL[x][a] > qL[x][best]) best = a;
    sum += visits[x] * slope[x][best] * qL[x][best];
}
//// slope-of-the-library | policy-slope | borrows SoftmaxPolicy
for (int a = 0; a < n; a++) {
    double[] unit = new double[n];
    unit[a] = 1;
    double[] row = new hyperlead.parameters.SoftmaxPolicy(1, n).pullBack(policy, policy, unit);
    for (int b = 0; b < n; b++) slope[a][b] = row[b] / tau;
}
