package hyperlead.prototyping;

/** What both players do in one step: one action of a {@link hyperlead.prototyping.World}. */
record Moves<B, A>(B leader, A follower) {
  /** For messages. */
  @Override
  public String toString() {
    return "(leader %s, follower %s)".formatted(leader, follower);
  }
}
