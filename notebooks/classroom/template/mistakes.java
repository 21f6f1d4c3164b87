// Wrong solutions of NAME: what stands in the place of the solution region.
// Headings: name | solution cell | the test cells that it loses; behind `borrows` names that it uses and is to do without.
//// difference | sum | sum-by-hand sum-of-others
sum = a - b;

//// hard-coded | sum | sum-of-others
sum = 3;

//// stream | sum | borrows .sum DoubleStream
sum = DoubleStream.of(a, b).sum();
