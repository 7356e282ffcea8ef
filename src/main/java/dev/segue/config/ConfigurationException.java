package dev.segue.config;

/** A setting or the rules file is wrong. The message is one line with place and fault. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message);
  }
}
