package hyperlead.prototyping;

/** A player's reward r(s, b, a) in a game, as a lambda. */
@FunctionalInterface
public interface GameReward<S, B, A> {
  /**
   * {@return r(s, b, a), dimensionless, finite}
   *
   * @param state s
   * @param leader b
   * @param follower a
   */
  double at(S state, B leader, A follower);
}
