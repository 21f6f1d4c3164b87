package hyperlead.parameters;

/**
 * Mirror ascent: θ follows the gradient with respect to the configuration y(θ) instead of the one
 * with respect to θ.
 *
 * <pre>
 * θ ← θ + α ∇_y J,   y = y(θ);   shares of a budget: y_i ← y_i exp(α ∂J/∂y_i) / normalisation
 * </pre>
 *
 * <p>On a softmax, ∇_θ J = y ∘ (∇_y J − mean) vanishes with y: a share once lost does not return,
 * and a share that should grow does so the more slowly the smaller it is. Here every share moves by
 * what it is worth. Prefer plain ascent where single coordinates of the estimate are very noisy
 * compared with their y, since the noise is divided by y as well. Source: Nemirovsky and Yudin,
 * 1983; Kivinen and Warmuth, "Exponentiated gradient versus gradient descent for linear
 * predictors", Information and Computation 132, 1997.
 *
 * @param rule what moves θ along the gradient with respect to y
 */
public record MirrorAscent(Optimizer rule) implements Optimizer {
  @Override
  public Ascent start(Parameterization parameterization) {
    Ascent inner = rule.start(parameterization);
    Ascent outer =
        (theta, gradient) -> {
          double[] configuration = parameterization.configuration(theta);
          inner.ascend(theta, parameterization.mirrorGradient(theta, configuration, gradient));
        };
    return Ascent.remembering(outer, inner);
  }

  @Override
  public String toString() {
    return "mirror ascent with " + rule;
  }
}
