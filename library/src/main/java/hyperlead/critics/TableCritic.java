package hyperlead.critics;

import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularResponse;

/** A critic whose values stand in a table; its kinds differ by the target that they learn from. */
abstract sealed class TableCritic implements TabularCritic
    permits SarsaCritic, ExpectedSarsaCritic {
  final ActionValueTable table;

  TableCritic(ActionValueTable table) {
    this.table = table;
  }

  @Override
  public final double actionValue(TabularEpisode episode, int t) {
    return table.actionValue(episode, t);
  }

  @Override
  public final double value(TabularResponse response, int state) {
    return table.value(response, state);
  }
}
