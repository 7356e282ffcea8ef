package dev.segue.local;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.Headers;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * An HTTP request that delivers an event.
 *
 * @param headers by lower-case name; each character of a value is one byte
 */
public record EventRequest(Map<String, String> headers, ByteString body) {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 60_000;

  public EventRequest {
    headers = Map.copyOf(headers);
  }

  /** A CloudEvent in binary mode, as Eventarc delivers it: with raw UTF-8 in headers. */
  public static EventRequest binary(CloudEvent event) {
    var headers = new TreeMap<String, String>();
    event.getAttributeNames().forEach(it -> headers.put("ce-" + it, raw(event.getAttribute(it))));
    event.getExtensionNames().forEach(it -> headers.put("ce-" + it, raw(event.getExtension(it))));
    headers.remove("ce-datacontenttype");
    headers.put("content-type", event.getDataContentType());
    var data = event.getData();
    return new EventRequest(
        headers, data == null ? ByteString.EMPTY : ByteString.copyFrom(data.toBytes()));
  }

  /** Posts an event in binary mode once, and returns the answer's status. */
  public static int post(URI function, CloudEvent event) throws IOException {
    return binary(event).post(function);
  }

  /** A CloudEvent in structured mode, as JSON. */
  public static EventRequest structured(CloudEvent event) {
    return new EventRequest(
        Map.of("content-type", JsonFormat.CONTENT_TYPE),
        ByteString.copyFrom(new JsonFormat().serialize(event)));
  }

  /** Returns the bytes of UTF-8 as characters. */
  public static String raw(Object value) {
    return new String(
        value.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The request of the Firestore emulator, corrected to what Eventarc would send. */
  static EventRequest repaired(Headers received, ByteString body) {
    var headers = new TreeMap<String, String>();
    received.forEach(
        (name, values) -> {
          var lowerCase = name.toLowerCase(Locale.ROOT);
          if (lowerCase.startsWith("ce-") || lowerCase.equals("content-type")) {
            headers.put(lowerCase, withoutControls(values.getFirst()));
          }
        });
    headers.computeIfPresent(
        "ce-source", (name, source) -> source.replace("/projects/projects/", "/projects/"));
    return new EventRequest(headers, body);
  }

  /**
   * Posts the event once, with a new trace as Cloud Run adds it, and returns the answer's status.
   *
   * @throws IOException if there was no answer
   */
  public int post(URI function) throws IOException {
    // The only client of the JDK that can send raw UTF-8 in headers.
    var connection = (HttpURLConnection) function.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(ANSWER_MILLIS);
    connection.setDoOutput(true);
    connection.setRequestProperty("traceparent", newTrace());
    headers.forEach((name, value) -> connection.setRequestProperty(name, encodable(value)));
    // Without this it would post again if the connection breaks.
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

  /** Percent-encodes control characters, to which the function's server would answer 400. */
  private static String withoutControls(String value) {
    return CONTROL
        .matcher(value)
        .replaceAll(found -> "%" + HEX.toHexDigits((byte) found.group().charAt(0)));
  }

  /** The JDK encodes headers in the default charset. */
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
