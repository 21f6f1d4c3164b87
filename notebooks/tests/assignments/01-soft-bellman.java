// Wrong solutions of assignment 1: what stands in the place of the solution region.
// Headings: name, solution cell, the test cells that it loses.
//// no-tau | soft-value | soft-value-formula soft-policy-distribution soft-policy-formula sweep-formula solve-fixed-point solve-accuracy solve-stops temperature-loop
double most = Arrays.stream(q).max().getAsDouble();
value = most + Math.log(Arrays.stream(q).map(x -> Math.exp((x - most) / tau)).sum());
//// overflow | soft-value | soft-value-stable soft-policy-distribution
value = tau * Math.log(Arrays.stream(q).map(x -> Math.exp(x / tau)).sum());
//// hard-maximum | soft-value | soft-value-formula soft-value-stable soft-policy-distribution soft-policy-formula sweep-formula solve-fixed-point solve-accuracy solve-stops temperature-loop
value = Arrays.stream(q).max().getAsDouble();
//// mean-instead-of-sum | soft-value | soft-value-formula soft-value-stable soft-policy-distribution soft-policy-formula sweep-formula solve-fixed-point solve-accuracy solve-stops temperature-loop
double most = Arrays.stream(q).max().getAsDouble();
value = most + tau * Math.log(Arrays.stream(q).map(x -> Math.exp((x - most) / tau)).average().getAsDouble());
//// shifted-by-the-minimum | soft-value | soft-value-stable
double least = Arrays.stream(q).min().getAsDouble();
value = least + tau * Math.log(Arrays.stream(q).map(x -> Math.exp((x - least) / tau)).sum());
//// policy-without-temperature | soft-policy | soft-policy-distribution soft-policy-formula
double sum = Arrays.stream(q).map(Math::exp).sum();
for (int a = 0; a < q.length; a++) policy[a] = Math.exp(q[a]) / sum;
//// policy-not-normalised | soft-policy | soft-policy-distribution soft-policy-formula
for (int a = 0; a < q.length; a++) policy[a] = Math.exp(q[a] / tau);
//// policy-wrong-sign | soft-policy | soft-policy-distribution soft-policy-formula
double sum = 0;
for (double each : q) sum += Math.exp(-each / tau);
for (int a = 0; a < q.length; a++) policy[a] = Math.exp(-q[a] / tau) / sum;
//// greedy-policy | soft-policy | soft-policy-formula
double most = Arrays.stream(q).max().getAsDouble();
for (int a = 0; a < q.length; a++) policy[a] = q[a] == most ? 1 : 0;
//// no-discount | action-values | action-values-later sweep-formula solve-fixed-point solve-accuracy solve-stops temperature-loop
for (int x = 0; x < r.length; x++)
    for (int a = 0; a < r[x].length; a++) {
        q[x][a] = r[x][a];
        for (int y = 0; y < v.length; y++) q[x][a] += p[x][a][y] * v[y];
    }
//// reward-discounted-too | action-values | action-values-now action-values-later sweep-formula solve-fixed-point solve-accuracy solve-stops temperature-loop
for (int x = 0; x < r.length; x++)
    for (int a = 0; a < r[x].length; a++) {
        double later = 0;
        for (int y = 0; y < v.length; y++) later += p[x][a][y] * v[y];
        q[x][a] = gamma * (r[x][a] + later);
    }
//// value-of-the-same-state | action-values | action-values-later sweep-formula solve-fixed-point
for (int x = 0; x < r.length; x++)
    for (int a = 0; a < r[x].length; a++) {
        q[x][a] = r[x][a];
        for (int y = 0; y < v.length; y++) q[x][a] += gamma * p[x][a][y] * v[x];
    }
//// in-place | sweep | sweep-shape sweep-formula solve-fixed-point solve-accuracy solve-stops temperature-loop
for (int x = 0; x < r.length; x++) v[x] = softValue(actionValues(r, p, gamma, v)[x], tau);
v[r.length] = 0;
next = v;
//// end-forgotten | sweep | sweep-shape sweep-formula solve-fixed-point solve-accuracy solve-stops temperature-loop
double[][] q = actionValues(r, p, gamma, v);
for (int x = 0; x < r.length; x++) next[x] = softValue(q[x], tau);
//// hard-sweep | sweep | sweep-formula solve-fixed-point solve-accuracy solve-stops temperature-loop
double[][] q = actionValues(r, p, gamma, v);
for (int x = 0; x < r.length; x++) next[x] = Arrays.stream(q[x]).max().getAsDouble();
next[r.length] = 0;
//// entropy-forgotten | sweep | sweep-formula solve-fixed-point solve-accuracy solve-stops temperature-loop
double[][] q = actionValues(r, p, gamma, v);
for (int x = 0; x < r.length; x++) {
    double[] policy = softPolicy(q[x], tau);
    next[x] = 0;
    for (int a = 0; a < policy.length; a++) next[x] += policy[a] * q[x][a];
}
next[r.length] = 0;
//// one-sweep | solve | solve-fixed-point solve-accuracy solve-stops temperature-loop
v = sweep(r, p, gamma, tau, new double[r.length + 1]);
//// stops-at-a-short-step | solve | solve-accuracy solve-stops
v = new double[r.length + 1];
double step = 1;
while (step > epsilon) {
    double[] next = sweep(r, p, gamma, tau, v);
    step = 0;
    for (int x = 0; x < v.length; x++) step = Math.max(step, Math.abs(next[x] - v[x]));
    v = next;
}
//// hundred-sweeps | solve | solve-fixed-point solve-accuracy solve-stops temperature-loop
v = new double[r.length + 1];
for (int k = 0; k < 100; k++) v = sweep(r, p, gamma, tau, v);
//// one-choice-only | temperature | temperature-loop temperature-formula
temperature = epsilon / Math.log(actions);
//// counts-actions | temperature | temperature-loop temperature-formula
temperature = epsilon * (1 - gamma) / actions;

//// sweeps-on | solve | solve-stops
v = new double[r.length + 1];
for (int k = 0; k < 20_000; k++) v = sweep(r, p, gamma, tau, v);

//// softmax-of-the-library | soft-value | borrows Categorical
value = Categorical.softmax(q.clone(), 0, q.length, tau);

//// policy-of-the-library | soft-policy | borrows Categorical
policy = q.clone();
Categorical.softmax(policy, 0, q.length, tau);
