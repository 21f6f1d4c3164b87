package hyperlead.environments.taxation;

import java.util.Arrays;
import java.util.Locale;

/** What a kind of household does and pays in a step, on average. Immutable. */
public final class Account {
  private final double assets;
  private final double hours;
  private final double[] consumption;
  private final double[] taxes;
  private final double welfare;

  /** Arrays are taken over. */
  Account(double assets, double hours, double[] consumption, double[] taxes, double welfare) {
    this.assets = assets;
    this.hours = hours;
    this.consumption = consumption;
    this.taxes = taxes;
    this.welfare = welfare;
  }

  /** {@return assets, in money} */
  public double assets() {
    return assets;
  }

  /** {@return h, in hours} */
  public double hours() {
    return hours;
  }

  /** {@return e_i = c_i/(1 + t_i) of each good, in units of it, length G; a copy} */
  public double[] consumption() {
    return consumption.clone();
  }

  /** {@return taxes paid in money, on income first, then on each good, length 1 + G; a copy} */
  public double[] taxes() {
    return taxes.clone();
  }

  /** {@return all taxes paid, in money} */
  public double revenue() {
    return Arrays.stream(taxes).sum();
  }

  /** {@return social welfare from the household, the leader's reward} */
  public double welfare() {
    return welfare;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "assets %.1f, hours %.2f, consumption %.2f, revenue %.2f, welfare %.2f",
        assets,
        hours,
        Arrays.stream(consumption).sum(),
        revenue(),
        welfare);
  }
}
