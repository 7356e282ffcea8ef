package dev.segue.cli.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.io.FileSystems;

/** Empty files in a job's folder that say what is done, so that a killed backfill can go on. */
public record Marks(String folder) {
  public boolean contains(String name) {
    try {
      FileSystems.matchSingleFileSpec(folder + "/" + name);
      return true;
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  public void add(String name) {
    try {
      FileSystems.create(FileSystems.matchNewResource(folder + "/" + name, false), "text/plain")
          .close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder, e);
    }
  }
}
