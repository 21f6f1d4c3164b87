package hyperlead;

/**
 * How far a follower's policy π is from the Boltzmann-optimal one π* for the same θ.
 *
 * @param divergence the mean over the states of {@code KL(π‖π*)(x) = Σ_a π(a|x) log(π(a|x) /
 *     π*(a|x))}, &ge; 0
 * @param value what the follower forgoes, {@code (J_F(π*) − J_F(π)) / |J_F(π*)|} with the entropy
 *     in J_F, &ge; 0
 */
public record Gap(double divergence, double value) {
  /** Where nobody can tell. */
  public static final Gap UNKNOWN = new Gap(Double.NaN, Double.NaN);
}
