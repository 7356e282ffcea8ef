package dev.segue;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses product =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.segue");

  @Test
  void the_domain_knows_java_alone() {
    classes()
        .that()
        .resideInAPackage("dev.segue.segment")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.segue.segment")
        .check(product);
  }

  @Test
  void the_use_case_knows_java_and_the_domain_alone() {
    classes()
        .that()
        .resideInAPackage("dev.segue.recompute")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.segue.segment", "dev.segue.recompute")
        .check(product);
  }

  @Test
  void the_directory_knows_java_and_the_domain_alone() {
    classes()
        .that()
        .resideInAPackage("dev.segue.members")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.segue.segment", "dev.segue.members")
        .check(product);
  }

  @Test
  void sweep_and_repair_know_java_the_domain_and_the_use_case_alone() {
    classes()
        .that()
        .resideInAPackage("dev.segue.sweep")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.segue.segment", "dev.segue.recompute", "dev.segue.sweep")
        .check(product);
  }

  @Test
  void firestore_and_pubsub_are_known_to_their_adapters_and_to_the_wiring_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.segue", "dev.segue.firestore", "dev.segue.pubsub", "dev.segue.rpc")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.google.cloud.firestore..", "com.google.cloud.pubsub..", "com.google.pubsub..")
        .check(product);
  }

  @Test
  void no_package_depends_on_one_that_depends_on_it() {
    slices().matching("dev.segue.(*)..").should().beFreeOfCycles().check(product);
  }
}
