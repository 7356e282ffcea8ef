package dev.segue.cli;

import dev.segue.cli.plan.Figures;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Reports progress: as a bar on a terminal, else as a line every ten seconds. */
interface Progress extends AutoCloseable {
  void reached(long done);

  @Override
  void close();

  /** Reports progress towards {@code all}, if that is known. */
  @SuppressWarnings("SystemConsoleNull")
  static Progress towards(OptionalLong all, String what) {
    // Requires -Djdk.console=java.base; without it, later JDKs have a console even in a pipe.
    return System.console() == null ? new Lines(all, what) : new Bar(all, what);
  }

  /** For a terminal. */
  final class Bar implements Progress {
    private final ProgressBar bar;

    Bar(OptionalLong all, String what) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(what)
              .setInitialMax(all.orElse(-1))
              .setStyle(ProgressBarStyle.ASCII)
              .setUnit(" users", 1)
              .setUpdateIntervalMillis(250)
              .showSpeed()
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .build();
    }

    @Override
    public void reached(long done) {
      bar.stepTo(done);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** For a pipe or a file. */
  final class Lines implements Progress {
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final OptionalLong all;
    private final String what;
    private final long begin = System.nanoTime();
    private long last = begin;

    Lines(OptionalLong all, String what) {
      this.all = all;
      this.what = what;
    }

    @Override
    public void reached(long done) {
      long now = System.nanoTime();
      if (now - last >= BETWEEN.toNanos()) {
        last = now;
        System.err.println(line(done, Duration.ofNanos(now - begin)));
      }
    }

    String line(long done, Duration passed) {
      double perSecond = done / Math.max(0.001, passed.toMillis() / 1000.0);
      var rate =
          "%s: %s, %s/s"
              .formatted(what, Figures.count(done, "user"), Figures.count(Math.round(perSecond)));
      if (all.isEmpty() || perSecond < 1 || done > all.getAsLong()) {
        return rate;
      }
      var left = Duration.ofSeconds(Math.round((all.getAsLong() - done) / perSecond));
      return "%s, of %s, about %s left"
          .formatted(rate, Figures.count(all.getAsLong()), words(left));
    }

    private static String words(Duration left) {
      return left.toHours() > 0
          ? String.format(Locale.ROOT, "%d h %02d min", left.toHours(), left.toMinutesPart())
          : left.toMinutes() > 0
              ? String.format(Locale.ROOT, "%d min %02d s", left.toMinutes(), left.toSecondsPart())
              : left.toSeconds() + " s";
    }

    @Override
    public void close() {}
  }
}
