import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/** Counts the tests in the reports under some folders, and lists what was skipped and why. */
class TestSummary {
  public static void main(String[] folders) throws Exception {
    int passed = 0;
    int failed = 0;
    Map<String, String> skipped = new TreeMap<>();
    var parser = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
    for (var report : reports(folders)) {
      var cases = parser.parse(report.toFile()).getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        var test = (Element) cases.item(i);
        if (test.getElementsByTagName("skipped").item(0) instanceof Element skip) {
          skipped.put(
              test.getAttribute("classname") + "." + test.getAttribute("name"),
              skip.getAttribute("message"));
        } else if (has(test, "failure") || has(test, "error")) {
          failed++;
        } else {
          passed++;
        }
      }
    }
    System.out.printf("%d passed, %d failed, %d skipped%n", passed, failed, skipped.size());
    skipped.forEach((test, reason) -> System.out.printf("SKIPPED %s: %s%n", test, reason));
  }

  private static boolean has(Element test, String outcome) {
    return test.getElementsByTagName(outcome).getLength() > 0;
  }

  private static Iterable<Path> reports(String[] folders) throws Exception {
    var reports = Stream.<Path>builder();
    for (var folder : folders) {
      for (var kind : new String[] {"surefire-reports", "failsafe-reports"}) {
        var reportsOfKind = Path.of(folder, kind);
        if (Files.isDirectory(reportsOfKind)) {
          try (var files = Files.newDirectoryStream(reportsOfKind, "TEST-*.xml")) {
            files.forEach(reports);
          }
        }
      }
    }
    return reports.build().toList();
  }
}
