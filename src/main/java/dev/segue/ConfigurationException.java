package dev.segue;

/** Segue was set up wrongly; its message is one line that says where and how. */
final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigurationException(String message) {
    super(message);
  }
}
