package dev.segue.cli.beam;

import java.io.Serializable;

/** A user who could not be brought in line, and why. */
public record Failure(String user, String reason) implements Serializable {}
