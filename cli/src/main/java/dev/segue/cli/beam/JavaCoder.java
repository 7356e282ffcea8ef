package dev.segue.cli.beam;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CustomCoder;

/**
 * Java's own serialization. Beam's coder for it warns of types without {@code equals}, which sums
 * do not need.
 */
final class JavaCoder<T extends Serializable> extends CustomCoder<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;

  private JavaCoder(Class<T> type) {
    this.type = type;
  }

  static <T extends Serializable> JavaCoder<T> of(Class<T> type) {
    return new JavaCoder<>(type);
  }

  @Override
  public void encode(T value, OutputStream out) throws IOException {
    var objects = new ObjectOutputStream(out);
    objects.writeObject(value);
    objects.flush();
  }

  @Override
  public T decode(InputStream in) throws IOException {
    try {
      return type.cast(new ObjectInputStream(in).readObject());
    } catch (ClassNotFoundException e) {
      throw new CoderException(e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JavaCoder<?> coder && coder.type.equals(type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }
}
