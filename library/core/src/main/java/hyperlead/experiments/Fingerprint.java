package hyperlead.experiments;

import hyperlead.Episode;
import hyperlead.LeaderProblem;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.algebra.Text;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * What the first update of a run shows of the training, to the bit: its problem, its start, the
 * bodies of its lambdas, all that settings' texts do not tell.
 *
 * <p>Taken are θ_0 and θ_1, the log's rows there, and y and J at θ_0 + ξ, where ξ is small and
 * moves every entry: J there differs from J at θ_0 by ξ·∇J, so a change of the gradient alone
 * shows. A change that shows in none of them, such as beyond a threshold that is far away, does not
 * show here. Cost: that of two updates and an answer.
 */
final class Fingerprint {
  private static final double SMALL = 1e-3;

  private Fingerprint() {}

  /** The fingerprint as a text, also for a reader. */
  static <E extends Episode> String of(LeaderTraining<E> training, long seed) {
    double[][] start = new double[1][];
    Run first =
        training
            .withUpdates(1)
            .withListener((done, total, status) -> {})
            .withStart(random -> start[0] = training.start().apply(random).clone())
            .runAsPart(seed);
    LeaderProblem<E> problem = training.problem();
    SplittableRandom random = new SplittableRandom(1);
    double[] beside =
        Arrays.stream(start[0]).map(t -> t + SMALL * random.nextDouble(-1, 1)).toArray();
    CRC32 bits = new CRC32();
    add(bits, start[0]);
    add(bits, first.theta());
    // Files are older than the column "unseen".
    first.columns().stream()
        .filter(column -> !column.equals("unseen"))
        .forEach(column -> add(bits, first.column(column)));
    add(bits, problem.parameterization().configuration(beside));
    add(bits, training.follower().on(problem, random).respond(beside).objective());
    return Text.of("J = %s at the start; %08x", first.column("objective")[0], bits.getValue());
  }

  private static void add(CRC32 bits, double... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
    bytes.asDoubleBuffer().put(numbers);
    bits.update(bytes);
  }
}
