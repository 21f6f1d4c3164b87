/**
 * Hypergradients for leaders in bi-level reinforcement learning.
 *
 * <p>A leader tunes parameters θ of a Markov decision process; a follower answers with its
 * Boltzmann-optimal policy; the leader ascends the gradient of its own objective, which accounts
 * for how the answer moves with θ:
 *
 * <pre>
 * ∇J = direct + guidance
 * direct   = E[ V_L(x_0) ∇log μ(x_0) + Σ_t γ_L^t ( ∇r_L + γ_L V_L(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t) ) ]
 * guidance = (1/τ) E[ Σ_t γ_L^t A_L(x_t,a_t) ∇Q_F(x_t,a_t) ]
 * </pre>
 *
 * <p>What a constructor, a factory or a method {@code with…} is given must be in the range that its
 * documentation tells; otherwise it throws an {@link java.lang.IllegalArgumentException} that names
 * the argument and its value.
 *
 * <p>Source of the method: Kudo, Tanabe, Wachi, Akimoto, "Sample-Efficient Hypergradient Estimation
 * for Decentralized Bi-Level Reinforcement Learning", arXiv 2603.14867.
 */
package hyperlead;
