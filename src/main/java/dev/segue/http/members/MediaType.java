package dev.segue.http.members;

/** In what form members come. */
enum MediaType {
  JSON("application", "json", ""),
  NDJSON("application", "x-ndjson", ""),
  CSV("text", "csv", "; charset=utf-8; header=present");

  private final String type;
  private final String subtype;
  private final String parameters;

  MediaType(String type, String subtype, String parameters) {
    this.type = type;
    this.subtype = subtype;
    this.parameters = parameters;
  }

  /** Returns the value of a content type header. */
  String header() {
    return this + parameters;
  }

  /** Returns how closely a media range describes this type: 3, 2 or 1; 0 where it does not. */
  int match(String range) {
    return range.equals(toString())
        ? 3
        : range.equals(type + "/*") ? 2 : range.equals("*/*") ? 1 : 0;
  }

  @Override
  public String toString() {
    return type + "/" + subtype;
  }
}
