package dev.segue;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses product =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.segue");

  @Test
  void the_domain_depends_on_java_only() {
    dependsOnlyOn("segment");
  }

  @Test
  void the_use_cases_depend_on_java_the_domain_and_the_use_case_that_recomputes_only() {
    dependsOnlyOn("recompute", "segment");
    dependsOnlyOn("members", "segment");
    dependsOnlyOn("sweep", "segment", "recompute");
  }

  @Test
  void the_http_apis_do_not_depend_on_each_other() {
    slices().matching("dev.segue.http.(*)").should().notDependOnEachOther().check(product);
  }

  @Test
  void the_log_depends_on_the_domain_and_the_use_case_that_recomputes_only() {
    noClasses()
        .that()
        .resideInAPackage("dev.segue.logging")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.segue..")
                .and(
                    not(
                        resideInAnyPackage(
                            "dev.segue.logging", "dev.segue.segment", "dev.segue.recompute"))))
        .check(product);
  }

  @Test
  void only_adapters_and_wiring_depend_on_firestore_and_pubsub() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.segue", "dev.segue.firestore", "dev.segue.pubsub", "dev.segue.google")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.google.cloud.firestore..", "com.google.cloud.pubsub..", "com.google.pubsub..")
        .check(product);
  }

  @Test
  void only_one_package_depends_on_cel() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.segue.cel")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.cel..")
        .check(product);
  }

  @Test
  void no_packages_depend_on_each_other() {
    slices().matching("dev.segue.(**)").should().beFreeOfCycles().check(product);
  }

  private void dependsOnlyOn(String name, String... others) {
    var known =
        Stream.concat(
            Stream.of("java..", "dev.segue." + name),
            Stream.of(others).map(other -> "dev.segue." + other));
    classes()
        .that()
        .resideInAPackage("dev.segue." + name)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(known.toArray(String[]::new))
        .check(product);
  }
}
