package hyperlead.tabular;

/** The law μ(x; y) of the first state, on a fixed list of states, with its gradient. */
public interface InitialLaw {
  /** The states that can be first; the same for every y. The caller leaves the array as it is. */
  int[] states();

  /** μ at y, one number for each of {@link #states()}. The caller leaves the array as it is. */
  double[] probabilities(double[] y);

  /** Adds weight · ∂μ(states()[index])/∂y into g. */
  void addGradient(double[] y, int index, double weight, double[] g);

  /** Always the same first state. */
  static InitialLaw startingIn(int state) {
    return new InitialLaw() {
      @Override
      public int[] states() {
        return new int[] {state};
      }

      @Override
      public double[] probabilities(double[] y) {
        return new double[] {1};
      }

      @Override
      public void addGradient(double[] y, int index, double weight, double[] g) {}
    };
  }
}
