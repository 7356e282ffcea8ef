package com.example.segments;

import java.sql.SQLException;
import javax.sql.DataSource;

/** The segment of each user, in PostgreSQL or SQLite. */
final class SegmentTable {
  private static final String CREATE =
      """
      create table if not exists segment (
        user_id    text   primary key,
        segment    text   not null,
        revision   bigint not null,
        changed_at bigint not null
      )""";

  private static final String UPSERT =
      """
      insert into segment (user_id, segment, revision, changed_at) values (?, ?, ?, ?)
      on conflict (user_id) do update
        set segment = excluded.segment, revision = excluded.revision, changed_at = excluded.changed_at
        where excluded.changed_at > segment.changed_at""";

  private final DataSource database;

  /** Creates the table if it does not exist. */
  SegmentTable(DataSource database) throws SQLException {
    this.database = database;
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(CREATE);
    }
  }

  /**
   * Stores a change unless the user's row is as new. A deleted user keeps a row; without it a late
   * message would restore the user.
   *
   * @return whether it was newer
   */
  boolean keep(SegmentChange change) throws SQLException {
    try (var connection = database.getConnection();
        var upsert = connection.prepareStatement(UPSERT)) {
      upsert.setString(1, change.userId());
      upsert.setString(2, change.segment());
      upsert.setLong(3, change.revision());
      upsert.setLong(4, change.changedAt());
      return upsert.executeUpdate() == 1;
    }
  }
}
