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
  void the_domain_knows_java_alone() {
    knows("segment");
  }

  @Test
  void the_use_cases_know_java_the_domain_and_the_one_that_recomputes_alone() {
    knows("recompute", "segment");
    knows("members", "segment");
    knows("sweep", "segment", "recompute");
  }

  @Test
  void neither_of_the_two_http_apis_knows_the_other() {
    slices().matching("dev.segue.http.(*)").should().notDependOnEachOther().check(product);
  }

  @Test
  void the_log_knows_the_domain_and_the_one_use_case_that_recomputes_alone() {
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
  void firestore_and_pubsub_are_known_to_their_adapters_and_to_the_wiring_alone() {
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
  void the_language_of_conditions_is_known_to_one_package_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.segue.cel")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.cel..")
        .check(product);
  }

  @Test
  void no_package_depends_on_one_that_depends_on_it() {
    slices().matching("dev.segue.(**)").should().beFreeOfCycles().check(product);
  }

  private void knows(String room, String... others) {
    var known =
        Stream.concat(
            Stream.of("java..", "dev.segue." + room),
            Stream.of(others).map(other -> "dev.segue." + other));
    classes()
        .that()
        .resideInAPackage("dev.segue." + room)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(known.toArray(String[]::new))
        .check(product);
  }
}
