package hyperlead.linear;

import hyperlead.algebra.IndependentColumns;
import hyperlead.algebra.Matrix;

/**
 * A model in actions w = Vᵀu of which each moves states on its own or none at all.
 *
 * <p>Where several actions do the same to every state, how they share it is decided by costs that
 * may be a millionth of a millionth of those of states, and would drown in B otherwise.
 *
 * @param model with B V, Nᵀ V, VᵀR V and Vᵀr; the same one if no action is redundant
 * @param basis V, orthogonal, m × m
 */
record ActionBasis(LinearQuadraticModel model, Matrix basis) {
  static ActionBasis of(LinearQuadraticModel model) {
    IndependentColumns columns = IndependentColumns.of(model.input());
    Matrix v = columns.basis();
    return columns.plain()
        ? new ActionBasis(model, v)
        : new ActionBasis(model.withActions(columns.product(), v), v);
  }

  /** The same answer of the model in u. */
  LinearQuadraticResponse inActions(LinearQuadraticModel original, LinearQuadraticResponse answer) {
    return new LinearQuadraticResponse(
        original,
        basis.times(answer.gain()),
        basis.times(answer.offset()),
        basis.times(answer.deviation()),
        answer.values(),
        answer.slope(),
        answer.constant(),
        answer.residual(),
        answer.iterations());
  }
}
