package hyperlead.tabular;

import hyperlead.parameters.Coefficients;
import java.util.function.ToDoubleFunction;

/** A number f of a trajectory, with its gradient with respect to the configuration y. */
public interface Functional {
  /** The leader's return Σ_t γ_L^t r_L(x_t,a_t). */
  Functional LEADER_RETURN =
      new Functional() {
        private Functional in(TabularEpisode episode) {
          return total(episode.response().problem().leaderReward(), episode.leaderDiscount());
        }

        @Override
        public double at(TabularEpisode episode) {
          return in(episode).at(episode);
        }

        @Override
        public void addGradient(TabularEpisode episode, double weight, double[] g) {
          in(episode).addGradient(episode, weight, g);
        }

        @Override
        public String toString() {
          return "leader's return";
        }
      };

  /** {@return f of a trajectory} */
  double at(TabularEpisode episode);

  /** Adds weight · ∂f/∂y into g, while the trajectory stays. */
  void addGradient(TabularEpisode episode, double weight, double[] g);

  /** {@return a number of states and actions alone, whose ∂f/∂y is 0; not of rewards that move} */
  static Functional fixed(ToDoubleFunction<TabularEpisode> f) {
    return new Functional() {
      @Override
      public double at(TabularEpisode episode) {
        return f.applyAsDouble(episode);
      }

      @Override
      public void addGradient(TabularEpisode episode, double weight, double[] g) {
        // Nothing moves.
      }

      @Override
      public String toString() {
        return "f";
      }
    };
  }

  /**
   * {@return another total {@code Σ_t γ^t r(x_t,a_t; y)}, such as a cost or the follower's reward}
   *
   * @param reward r, one number a pair, at index {@code x · actions + a}
   * @param discount γ in [0, 1]
   */
  static Functional total(Coefficients reward, double discount) {
    return new Total(reward, discount, false);
  }

  /**
   * {@return a total of rewards on arrival, {@code Σ_t γ^t r(x_t,a_t,x_{t+1}; y)}, as they are
   * earned and not as they are expected}
   *
   * @param reward r, one number an entry of the transition pattern
   * @param discount γ in [0, 1]
   */
  static Functional onArrival(Coefficients reward, double discount) {
    return new Total(reward, discount, true);
  }
}
