package com.example.segments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class SegmentTableTest {
  @TempDir private Path folder;

  @Test
  void the_newest_change_stays_in_sqlite() throws Exception {
    var database = new SQLiteDataSource();
    database.setUrl("jdbc:sqlite:" + folder.resolve("segments.db"));
    database.setBusyTimeout(10_000);
    theNewestChangeStays(database);
  }

  @Test
  void the_newest_change_stays_in_postgresql() throws Exception {
    try (var postgres = EmbeddedPostgres.start()) {
      theNewestChangeStays(postgres.getPostgresDatabase());
    }
  }

  private static void theNewestChangeStays(DataSource database) throws SQLException {
    var table = new SegmentTable(database);
    assertTrue(table.keep(change("trial", 1)));
    assertTrue(table.keep(change("none", 3)));
    assertFalse(table.keep(change("subscriber", 2)), "an older change");
    assertFalse(table.keep(change("none", 3)), "a copy");
    assertEquals("none", held(database));

    // Many concurrently, in any order.
    LongStream.rangeClosed(4, 100).parallel().forEach(time -> keep(table, "at " + time, time));
    assertEquals("at 100", held(database));
  }

  private static void keep(SegmentTable table, String segment, long time) {
    try {
      table.keep(change(segment, time));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SegmentChange change(String segment, long time) {
    return new SegmentChange("zoë", segment, 1, time);
  }

  private static String held(DataSource database) throws SQLException {
    try (var connection = database.getConnection();
        var rows =
            connection.createStatement().executeQuery("select segment from segment")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
