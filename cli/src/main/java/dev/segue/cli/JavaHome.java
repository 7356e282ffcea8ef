package dev.segue.cli;

/** Says which JDK runs it: the build asks the one that it found. */
final class JavaHome {
  private JavaHome() {}

  public static void main(String[] args) {
    System.out.println(System.getProperty("java.home"));
  }
}
