package dev.segue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zetasql.Analyzer;
import com.google.zetasql.AnalyzerOptions;
import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.SimpleTable;
import com.google.zetasql.SqlException;
import com.google.zetasql.StructType.StructField;
import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.ZetaSQLBuiltinFunctionOptions;
import com.google.zetasql.ZetaSQLOptions.ProductMode;
import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOutputColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedQueryStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

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

  /** A dataset as Terraform makes it, for Google's analyzer of GoogleSQL. */
  private static final class Warehouse {
    private static final Path MODULE = Path.of("../../terraform/modules/bigquery");
    private static final String DATASET = "acme-prod.segue.segment_";

    private final SimpleCatalog catalog = new SimpleCatalog("catalog");
    private final AnalyzerOptions options = new AnalyzerOptions();

    /** Makes the table, and each view if its query can be analyzed. */
    Warehouse() throws IOException {
      var language = options.getLanguageOptions();
      language.setProductMode(ProductMode.PRODUCT_EXTERNAL);
      language.enableMaximumLanguageFeatures();
      language.enableReservableKeyword("QUALIFY");
      catalog.addZetaSQLFunctionsAndTypes(new ZetaSQLBuiltinFunctionOptions(language));
      var table = new SimpleTable(DATASET + "changes");
      for (var list : List.of("columns", "metadata_columns")) {
        columns(list).forEach(column -> table.addSimpleColumn(name(column), type(column)));
      }
      catalog.addSimpleTable(table);
      addView("history", "table", "changes");
      addView("now", "history", "history");
      addView("moves", "history", "history");
    }

    /**
     * Analyzes a query.
     *
     * @throws SqlException naming line, column and fault
     */
    ResolvedStatement analyze(String query) {
      return Analyzer.analyzeStatement(query, options, catalog);
    }

    private void addView(String kind, String variable, String reads) throws IOException {
      var query =
          Files.readString(MODULE.resolve("views/%s.sql.tftpl".formatted(kind)))
              .replace("${%s}".formatted(variable), DATASET + reads);
      var view = new SimpleTable(DATASET + kind);
      for (ResolvedOutputColumn column :
          ((ResolvedQueryStmt) analyze(query)).getOutputColumnList()) {
        view.addSimpleColumn(column.getName(), column.getColumn().getType());
      }
      catalog.addSimpleTable(view);
    }

    /** Reads a list of Terraform's configuration, which is YAML but for signs and commas. */
    private static List<Map<?, ?>> columns(String list) throws IOException {
      var text = Files.readString(MODULE.resolve("columns.tf"));
      int start = text.indexOf("\n  %s = [".formatted(list));
      var yaml =
          text.substring(text.indexOf('[', start), text.indexOf("\n  ]", start) + "\n  ]".length())
              .replaceAll("\\s+= ", ": ")
              .replace("\"\n", "\",\n");
      var loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      return ((List<?>) loaded).stream().<Map<?, ?>>map(column -> (Map<?, ?>) column).toList();
    }

    private static String name(Map<?, ?> column) {
      return (String) column.get("name");
    }

    private static Type type(Map<?, ?> column) {
      var type =
          switch ((String) column.get("type")) {
            case "INTEGER" -> TypeFactory.createSimpleType(TypeKind.TYPE_INT64);
            case "JSON" -> TypeFactory.createSimpleType(TypeKind.TYPE_JSON);
            case "RECORD" ->
                TypeFactory.createStructType(
                    ((List<?>) column.get("fields"))
                        .stream()
                            .map(field -> (Map<?, ?>) field)
                            .map(field -> new StructField(name(field), type(field)))
                            .toList());
            case "STRING" -> TypeFactory.createSimpleType(TypeKind.TYPE_STRING);
            case "TIMESTAMP" -> TypeFactory.createSimpleType(TypeKind.TYPE_TIMESTAMP);
            default -> throw new IllegalArgumentException("no type for column " + column);
          };
      return "REPEATED".equals(column.get("mode")) ? TypeFactory.createArrayType(type) : type;
    }
  }
}
