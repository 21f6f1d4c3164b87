package hyperlead.objectives;

import hyperlead.algebra.Require;
import hyperlead.tabular.Functional;
import hyperlead.tabular.Influence;
import hyperlead.tabular.Objective;
import hyperlead.tabular.Trajectories;
import java.util.Arrays;

/**
 * How well a score says which of two trajectories is preferred, by the model of Bradley and Terry:
 * rewards from preferences.
 *
 * <pre>
 * F(ω,ω') = p log σ(Δs) + (1 − p) log σ(−Δs),   Δs = s(ω;y) − s(ω';y),   p = σ(u(ω) − u(ω'))
 * J = E F(ω,ω'), ω and ω' independent of each other, each of law p_θ
 * influence 2 E F(ω,·), since F(ω,ω') = F(ω',ω)
 * </pre>
 *
 * <p>Exact at the cost of all pairs of trajectories. In a sample every episode is compared with its
 * two neighbours, which has no bias. Source: Christiano et al., "Deep reinforcement learning from
 * human preferences", NeurIPS 2017, eq. 1; Chakraborty et al., "PARL: a unified framework for
 * policy alignment in reinforcement learning", ICLR 2024, for two levels.
 *
 * @param score s, such as a {@link Functional#total} of the reward that is to be designed
 * @param wish u, what preferences come from
 */
public record Preference(Functional score, Functional wish) implements Objective {
  @Override
  public Influence under(Trajectories law) {
    Comparisons all = new Comparisons(law.values(score), law.values(wish));
    int number = law.list().size();
    for (int i = 0; i < number; i++) {
      Require.uninterrupted("the comparison of trajectories");
      if (law.isSample()) {
        all.add(i, (i + 1) % number, 0.5, 0.5);
      }
      for (int j = 0; j < i && !law.isSample(); j++) {
        all.add(i, j, law.weight(i), law.weight(j));
      }
      if (!law.isSample()) {
        all.add(i, i, law.weight(i) / 2, law.weight(i) / 2);
      }
    }
    double excess = law.mean(all.influence) / 2;
    double own = law.own();
    // Less twice J, in a sample that of the pairs without i.
    return new Influence(
        excess - Math.log(2),
        Arrays.stream(all.influence).map(f -> f - 2 * (excess - own * f) / (1 - 2 * own)).toArray(),
        g -> {
          law.addGradient(score, i -> all.ofScore[i], g);
          law.addGradient(wish, i -> all.ofWish[i], g);
        });
  }

  /**
   * 2 E (F + log 2)(ω_i,·), which is small where scores are alike, and its derivatives with respect
   * to s(ω_i) and u(ω_i).
   */
  private static final class Comparisons {
    private final double[] s;
    private final double[] u;
    private final double[] influence;
    private final double[] ofScore;
    private final double[] ofWish;

    Comparisons(double[] s, double[] u) {
      this.s = s;
      this.u = u;
      influence = new double[s.length];
      ofScore = new double[s.length];
      ofWish = new double[s.length];
    }

    /**
     * Compares i with j: with the weight of j for i, and with that of i for j.
     *
     * <pre>F + log 2 = (p − ½) Δs − log cosh(Δs/2),   ∂F/∂Δs = p − ½ − ½ tanh(Δs/2)</pre>
     */
    void add(int i, int j, double weightOfI, double weightOfJ) {
      double z = s[i] - s[j];
      double lean = lean(u[i] - u[j]);
      double unlike = Math.exp(-Math.abs(u[i] - u[j]));
      double f = lean * z - logCosh(Math.abs(z) / 2);
      double scoreSlope = lean - lean(z);
      double wishSlope = z * unlike / ((1 + unlike) * (1 + unlike));
      influence[i] += 2 * weightOfJ * f;
      influence[j] += 2 * weightOfI * f;
      ofScore[i] += 2 * weightOfJ * scoreSlope;
      ofScore[j] -= 2 * weightOfI * scoreSlope;
      ofWish[i] += 2 * weightOfJ * wishSlope;
      ofWish[j] -= 2 * weightOfI * wishSlope;
    }

    /** σ(z) − ½, to the last digit where z is small. */
    private static double lean(double z) {
      double less = Math.expm1(-Math.abs(z));
      return Math.copySign(less / (2 * (2 + less)), z);
    }

    /** log cosh x, x ≥ 0, likewise. */
    private static double logCosh(double x) {
      double more = Math.expm1(Math.min(x, 1));
      return x < 1
          ? Math.log1p(more * more / (2 * (1 + more)))
          : x + Math.log1p(Math.exp(-2 * x)) - Math.log(2);
    }
  }

  @Override
  public String toString() {
    return "log-likelihood of preferences";
  }
}
