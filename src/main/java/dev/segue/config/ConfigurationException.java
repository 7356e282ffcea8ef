package dev.segue.config;

/** Segue was set up wrongly; its message is one line that says where and how. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says in one line where and how. */
  public ConfigurationException(String message) {
    super(message);
  }
}
