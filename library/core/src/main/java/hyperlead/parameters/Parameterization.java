package hyperlead.parameters;

/**
 * A smooth map θ ↦ y from the leader's free parameters to the configuration of a problem.
 *
 * <p>Rewards and transitions depend on y, often each on few entries of it, while y depends on all
 * of θ (a softmax couples every entry). Estimators therefore sum gradients with respect to y and
 * pull the sum back once: {@code ∇_θ = (∂y/∂θ)ᵀ ∇_y}.
 *
 * <p>Where problems must share their map, as {@link hyperlead.tabular.Contexts} must, maps are
 * compared by {@code equals}: every one here defines it, a record of one's own has it, and else the
 * problems have to be given the same object.
 */
public interface Parameterization {
  /** {@return the number d of parameters θ} */
  int parameters();

  /** {@return the number of entries of y: d, unless a map says otherwise} */
  default int configurations() {
    return parameters();
  }

  /** {@return the configuration y at θ, of length d; a new array} */
  double[] configuration(double[] theta);

  /**
   * {@return the gradient with respect to θ, given g with respect to y: {@code (∂y/∂θ)ᵀ g}; a new
   * array of length d}
   *
   * @param configuration y at θ, as {@link #configuration} has it
   */
  double[] pullBack(double[] theta, double[] configuration, double[] gradient);

  /**
   * The gradient with respect to y that a gradient with respect to θ came from, up to directions
   * that y cannot move in. With y as a mirror map of θ it is the direction of mirror ascent, see
   * {@link hyperlead.parameters.MirrorAscent}.
   *
   * @param configuration y at θ
   * @param gradient with respect to θ, length d
   * @return a new array of length d
   * @throws UnsupportedOperationException if θ is not the mirror image of y
   */
  default double[] mirrorGradient(double[] theta, double[] configuration, double[] gradient) {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " must override mirrorGradient for mirror ascent");
  }

  /**
   * {@return θ ↦ (y, c(y)): the configuration, and after it numbers that follow from it, such as
   * the entries of a matrix} Estimators then sum gradients number by number, and c is derived once
   * a sum.
   *
   * @param numbers c, functions of y
   */
  default Parameterization followedBy(Coefficients numbers) {
    return new DerivedConfiguration(this, numbers);
  }
}
