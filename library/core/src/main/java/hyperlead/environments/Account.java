package hyperlead.environments;

import hyperlead.algebra.Text;
import java.util.Arrays;

/**
 * What a kind of household does and pays in a step, on average.
 *
 * @param assets in money
 * @param hours h, in hours
 * @param consumption e_i = c_i/(1 + t_i) of each good, in units of it, length G; a copy
 * @param taxes paid in money, on income first, then on each good, length 1 + G; a copy
 * @param welfare social welfare from the household, the leader's reward
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Account(
    double assets, double hours, double[] consumption, double[] taxes, double welfare) {
  @Override
  public double[] consumption() {
    return consumption.clone();
  }

  @Override
  public double[] taxes() {
    return taxes.clone();
  }

  /** {@return all taxes paid, in money} */
  public double revenue() {
    return Arrays.stream(taxes).sum();
  }

  @Override
  public String toString() {
    return Text.of(
        "assets %.1f, hours %.2f, consumption %.2f, revenue %.2f, welfare %.2f",
        assets, hours, Arrays.stream(consumption).sum(), revenue(), welfare);
  }
}
