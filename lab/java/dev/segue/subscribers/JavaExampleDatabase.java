package dev.segue.subscribers;

import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Databases of the examples, accessed with the libraries of the Java example. */
final class JavaExampleDatabase implements AutoCloseable {
  private static final Path LIBRARIES = Path.of("examples/java-service/target/test-dependency");

  private static final String SQLITE = "jdbc:sqlite:";

  private final URLClassLoader libraries;
  private final Closeable postgres;
  private final String url;

  private JavaExampleDatabase(URLClassLoader libraries, Closeable postgres, String url) {
    this.libraries = libraries;
    this.postgres = postgres;
    this.url = url;
  }

  /** A file that may not exist yet. */
  static JavaExampleDatabase sqlite(Path file) throws IOException {
    return new JavaExampleDatabase(libraries(), () -> {}, SQLITE + file.toAbsolutePath());
  }

  /** Starts a server. */
  static JavaExampleDatabase postgresql() throws Exception {
    var libraries = libraries();
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    var type = libraries.loadClass("io.zonky.test.db.postgres.embedded.EmbeddedPostgres");
    var server = (Closeable) type.getMethod("start").invoke(null);
    var url = type.getMethod("getJdbcUrl", String.class, String.class);
    return new JavaExampleDatabase(
        libraries, server, (String) url.invoke(server, "postgres", "postgres"));
  }

  String url() {
    return url;
  }

  /** The path of a SQLite database. */
  String file() {
    return url.substring(SQLITE.length());
  }

  /** The content of the table `segment`, by user. */
  Map<String, Held> held() {
    var held = new HashMap<String, Held>();
    try (var connection = driver().connect(url, new Properties());
        var rows =
            connection
                .createStatement()
                .executeQuery("select user_id, segment, revision, changed_at from segment")) {
      while (rows.next()) {
        held.put(rows.getString(1), new Held(rows.getString(2), rows.getLong(3), rows.getLong(4)));
      }
      return held;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read %s".formatted(url), e);
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
    libraries.close();
  }

  private Driver driver() {
    var type = url.startsWith(SQLITE) ? "org.sqlite.JDBC" : "org.postgresql.Driver";
    try {
      return (Driver) libraries.loadClass(type).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no %s in %s".formatted(type, LIBRARIES), e);
    }
  }

  private static URLClassLoader libraries() throws IOException {
    var urls = new ArrayList<URL>();
    try (var jars = Files.newDirectoryStream(LIBRARIES, "*.jar")) {
      for (var jar : jars) {
        urls.add(jar.toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
