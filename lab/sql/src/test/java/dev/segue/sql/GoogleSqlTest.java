package dev.segue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zetasql.SqlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Google's own analyzer on the views of terraform/modules/bigquery and the queries of the docs. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class GoogleSqlTest {
  private static final Pattern BLOCK = Pattern.compile("```googlesql\\n(.*?)```", Pattern.DOTALL);

  @Test
  void views_and_the_queries_of_the_docs_fit_the_columns_of_the_table() throws IOException {
    var warehouse = new Warehouse();
    int queries = 0;
    try (var pages = Files.list(Path.of("../../docs"))) {
      for (var page : pages.filter(page -> page.toString().endsWith(".md")).toList()) {
        for (var query : BLOCK.matcher(Files.readString(page)).results().toList()) {
          warehouse.analyze(query.group(1));
          queries++;
        }
      }
    }
    assertThat(queries).isPositive();
  }

  @Test
  void a_column_that_does_not_exist_is_found() throws IOException {
    var warehouse = new Warehouse();

    assertThatThrownBy(
            () -> warehouse.analyze("SELECT since FROM `acme-prod.segue.segment_changes`"))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining("Unrecognized name: since");
  }
}
