package dev.segue.cli;

/** Prints the home of the JDK that runs it, for {@code ./segue} to run in the build's JDK. */
final class JavaHome {
  private JavaHome() {}

  public static void main(String[] args) {
    System.out.println(System.getProperty("java.home"));
  }
}
