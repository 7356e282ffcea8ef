package dev.segue.local;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * An event as the HTTP request that brings it: a CloudEvent in binary mode, or whatever a test
 * makes of it.
 *
 * @param headers by lower-case name; each character of a value stands for one byte
 */
public record EventRequest(Map<String, String> headers, ByteString body) {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 60_000;

  public EventRequest {
    headers = Map.copyOf(headers);
  }

  /** What the Firestore emulator sent, as Eventarc would pass it on. */
  static EventRequest repaired(Headers received, ByteString body) {
    var headers = new TreeMap<String, String>();
    received.forEach(
        (name, values) -> {
          var lowerCase = name.toLowerCase(java.util.Locale.ROOT);
          if (lowerCase.startsWith("ce-") || lowerCase.equals("content-type")) {
            headers.put(lowerCase, withoutControls(values.getFirst()));
          }
        });
    headers.computeIfPresent(
        "ce-source", (name, source) -> source.replace("/projects/projects/", "/projects/"));
    return new EventRequest(headers, body);
  }

  /**
   * Posts the event once, with a trace of its own as Cloud Run would add, and returns the answer's
   * status.
   *
   * @throws IOException if there was no answer
   */
  public int post(URI function) throws IOException {
    // Of the JDK's clients the only one that can send the raw UTF-8 which Firestore puts in
    // headers.
    var connection = (HttpURLConnection) function.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(ANSWER_MILLIS);
    connection.setDoOutput(true);
    connection.setRequestProperty("traceparent", newTrace());
    headers.forEach((name, value) -> connection.setRequestProperty(name, encodable(value)));
    // Without this it would quietly post a second time when the connection breaks.
    connection.setFixedLengthStreamingMode(body.size());
    try (var out = connection.getOutputStream()) {
      body.writeTo(out);
    }
    var status = connection.getResponseCode();
    try (var answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      if (answer != null) {
        answer.readAllBytes();
      }
    }
    return status;
  }

  /**
   * Percent-encodes what HTTP bars from headers: the function's server would answer 400 for ever.
   */
  private static String withoutControls(String value) {
    return CONTROL
        .matcher(value)
        .replaceAll(found -> "%%%02X".formatted((int) found.group().charAt(0)));
  }

  /** What the JDK, which encodes headers in the default charset, turns into the bytes wanted. */
  private static String encodable(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), Charset.defaultCharset());
  }

  private static String newTrace() {
    var ids = new byte[24];
    ThreadLocalRandom.current().nextBytes(ids);
    var hex = HexFormat.of().formatHex(ids);
    return "00-%s-%s-01".formatted(hex.substring(0, 32), hex.substring(32));
  }
}
