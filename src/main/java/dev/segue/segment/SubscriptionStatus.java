package dev.segue.segment;

/** What a user document says under {@value #FIELD}, the one field the rules read. */
public sealed interface SubscriptionStatus {
  String FIELD = "subscription_status";

  /** The field is missing or null. */
  record Absent() implements SubscriptionStatus {}

  /** The field is a string, of any length. */
  record Text(String value) implements SubscriptionStatus {}

  /** The field has another type, of which only the name is kept. */
  record NotText(String type) implements SubscriptionStatus {}

  /** Returns the value for people: at most 100 characters, empty where absent. */
  default String excerpt() {
    return switch (this) {
      case Absent absent -> "";
      case Text text -> Excerpt.of(text.value());
      case NotText odd -> "(" + odd.type() + ")";
    };
  }
}
