package com.example.segments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A folder of exports of `FindMembers`: `trial.ndjson` contains the members of `trial`. */
record Snapshot(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUFFIX = ".ndjson";

  /**
   * Stores every line that is newer than its user's row, and returns their number.
   *
   * @throws IllegalArgumentException if a line is not a member
   */
  long load(SegmentTable table) throws IOException, SQLException {
    long kept = 0;
    try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (var file : files) {
        kept += load(table, file);
      }
    }
    return kept;
  }

  private static long load(SegmentTable table, Path file) throws IOException, SQLException {
    var segment = file.getFileName().toString().replace(SUFFIX, "");
    long kept = 0;
    long number = 0;
    try (var lines = Files.newBufferedReader(file)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        var member = member(line, file, number);
        // `changed_at` is null if the segment document was edited by hand.
        if (!member.get("changed_at").isNull() && table.keep(change(member, segment))) {
          kept++;
        }
      }
    }
    return kept;
  }

  private static JsonNode member(String line, Path file, long number) throws IOException {
    var member = JSON.readTree(line);
    if (member.has("user_id") && member.has("changed_at") && member.has("revision")) {
      return member;
    }
    throw new IllegalArgumentException(
        "%s, line %d: no user_id, changed_at and revision in '%s'".formatted(file, number, line));
  }

  private static SegmentChange change(JsonNode member, String segment) {
    var changedAt = Instant.parse(member.get("changed_at").textValue());
    return new SegmentChange(
        member.get("user_id").textValue(),
        segment,
        member.get("revision").longValue(),
        ChronoUnit.MICROS.between(Instant.EPOCH, changedAt));
  }
}
