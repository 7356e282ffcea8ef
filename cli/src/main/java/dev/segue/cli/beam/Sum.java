package dev.segue.cli.beam;

import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine.CombineFn;

/** Adds up tallies of parts to one of the whole. */
final class Sum<T extends Serializable> extends CombineFn<T, T, T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final Empty<T> empty;
  private final Add<T> add;

  interface Empty<T> extends Serializable {
    T make();
  }

  interface Add<T> extends Serializable {
    void add(T sum, T part);
  }

  Sum(Class<T> type, Empty<T> empty, Add<T> add) {
    this.type = type;
    this.empty = empty;
    this.add = add;
  }

  @Override
  public T createAccumulator() {
    return empty.make();
  }

  @Override
  public T addInput(T sum, T part) {
    add.add(sum, part);
    return sum;
  }

  @Override
  public T mergeAccumulators(Iterable<T> sums) {
    var whole = empty.make();
    sums.forEach(sum -> add.add(whole, sum));
    return whole;
  }

  @Override
  public T extractOutput(T sum) {
    return sum;
  }

  @Override
  public Coder<T> getAccumulatorCoder(CoderRegistry registry, Coder<T> input) {
    return JavaCoder.of(type);
  }

  @Override
  public Coder<T> getDefaultOutputCoder(CoderRegistry registry, Coder<T> input) {
    return JavaCoder.of(type);
  }
}
