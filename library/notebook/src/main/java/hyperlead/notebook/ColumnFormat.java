package hyperlead.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;

/**
 * How the numbers of a column are written: with as many decimals for all, so that their points
 * stand below each other, and with no more than readers compare: four, or five significant digits
 * of the largest. Where numbers are decades apart each has four significant digits of its own. No
 * number is in E-notation.
 *
 * @param decimals of every number; negative: each by itself
 */
record ColumnFormat(int decimals) {
  private static final int EACH = -1;
  private static final double DECADES = 1e4;
  private static final MathContext DIGITS = new MathContext(4);
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  static ColumnFormat of(DoubleColumn column) {
    double[] sizes =
        Arrays.stream(column.asDoubleArray())
            .map(Math::abs)
            .filter(size -> size > 0 && Double.isFinite(size))
            .toArray();
    double most = Arrays.stream(sizes).max().orElse(1);
    double least = Arrays.stream(sizes).min().orElse(1);
    if (most / least > DECADES || most >= 1e7 || most < 1e-4) {
      return new ColumnFormat(EACH);
    }
    int magnitude = (int) Math.floor(Math.log10(most));
    int decimals = most < 0.1 ? 3 - magnitude : Math.max(0, Math.min(4, 4 - magnitude));
    // Without zeros that all numbers would end in.
    IntStream needed =
        Arrays.stream(sizes).mapToInt(size -> rounded(size, decimals).stripTrailingZeros().scale());
    return new ColumnFormat(Math.max(0, needed.max().orElse(0)));
  }

  private static BigDecimal rounded(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
  }

  String text(double value) {
    boolean single = decimals == EACH || !Double.isFinite(value);
    return single ? single(value) : rounded(value, decimals).toPlainString();
  }

  /** A number by itself: four significant digits, more only before the point. */
  static String single(double value) {
    double size = Math.abs(value);
    if (size == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    BigDecimal four = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
    if (size >= 1e-4 && size < 1e7) {
      return (size < 1e4 ? four : rounded(value, 0)).toPlainString();
    }
    int exponent = four.precision() - four.scale() - 1;
    String digits = four.movePointLeft(exponent).toPlainString();
    String mantissa = digits.equals("1") ? "" : digits.equals("-1") ? "-" : digits + "·";
    return mantissa + "10" + superscript(exponent);
  }

  private static String superscript(int exponent) {
    StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      text.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return text.toString();
  }
}
