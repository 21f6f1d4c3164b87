//// no-tau | soft-value | soft-value-formula
double most = Arrays.stream(q).max().getAsDouble();
value = most + Math.log(Arrays.stream(q).map(x -> Math.exp((x - most) / tau)).sum());
//// overflow | soft-value | soft-value-stable
value = tau * Math.log(Arrays.stream(q).map(x -> Math.exp(x / tau)).sum());
