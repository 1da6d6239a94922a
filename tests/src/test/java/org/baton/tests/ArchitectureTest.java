package org.baton.tests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** The arrows of the architecture: who may know whom, and who may call what. */
class ArchitectureTest {
  private static final JavaClasses BATON =
      new ClassFileImporter()
          .importPackages(
              "org.baton.bindings",
              "org.baton.vfio",
              "org.baton.transport",
              "org.baton.engine",
              "org.baton.cli");

  @Test
  void dependenciesRunOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("bindings")
        .definedBy("org.baton.bindings..")
        .layer("vfio")
        .definedBy("org.baton.vfio..")
        .layer("transport")
        .definedBy("org.baton.transport..")
        .layer("engine")
        .definedBy("org.baton.engine..")
        .layer("cli")
        .definedBy("org.baton.cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("transport")
        .mayOnlyBeAccessedByLayers("engine", "cli")
        .whereLayer("vfio")
        .mayOnlyBeAccessedByLayers("engine", "cli")
        .whereLayer("bindings")
        .mayOnlyBeAccessedByLayers("vfio", "transport", "cli")
        .check(BATON);
  }

  @Test
  void enginePackagesHaveNoCycles() {
    slices().matching("org.baton.engine.(*)..").should().beFreeOfCycles().check(BATON);
  }

  @Test
  void conductorsKnowNoClockThreadOrRandomness() {
    noClasses()
        .that()
        .haveNameMatching("org\\.baton\\.engine\\.control\\.(Source|Destination)Conductor")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.Thread|java\\.util\\.Random|java\\.security\\..*")
        .orShould()
        .dependOnClassesThat(resideInAPackage("java.nio.."))
        .check(BATON);
  }

  @Test
  void restrictedMethodsAreCalledInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.baton.bindings..")
        .should()
        .callMethodWhere(
            describe(
                "it is a restricted method of java.lang.foreign", ArchitectureTest::isRestricted))
        .check(BATON);
  }

  @Test
  void nothingIsCalledInAWayThatHoldsUpSafepoints() {
    noClasses()
        .should()
        .callMethod(Linker.Option.class, "critical", boolean.class)
        .because("a critical call that blocks stops every thread at the next safepoint")
        .check(BATON);
  }

  private static boolean isRestricted(JavaMethodCall call) {
    String name = call.getTarget().getName();
    return (call.getTargetOwner().isEquivalentTo(MemorySegment.class) && name.equals("reinterpret"))
        || (call.getTargetOwner().isEquivalentTo(Linker.class)
            && (name.equals("downcallHandle") || name.equals("upcallStub")))
        || (call.getTargetOwner().isEquivalentTo(System.class)
            && (name.equals("load") || name.equals("loadLibrary")));
  }
}
