package dev.segue.cli.beam;

import dev.segue.cli.scan.UserData;
import java.io.Serializable;

/** Opens the data on whichever worker needs it. Equal ones are opened once a worker. */
public interface UserDataSource extends Serializable {
  /** Opens the data anew. */
  UserData open();

  /** Returns what the whole worker, or program, shares. */
  default UserData users() {
    return PerWorker.share(this, this::open);
  }
}
