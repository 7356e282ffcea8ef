package dev.segue.segment;

/** The value of the status field: {@value #FIELD}, or the field that the rules name. */
public sealed interface SubscriptionStatus {
  String FIELD = "subscription_status";

  /** Returns the value for display: at most 100 characters, empty if absent. */
  String excerpt();

  /** The field is missing or null. */
  record Absent() implements SubscriptionStatus {
    @Override
    public String excerpt() {
      return "";
    }
  }

  /** The field is a string, of any length. */
  record Text(String value) implements SubscriptionStatus {
    @Override
    public String excerpt() {
      return Excerpt.of(value);
    }
  }

  /** The field has another type, named by {@code type}. */
  record NotText(String type) implements SubscriptionStatus {
    @Override
    public String excerpt() {
      return "(" + type + ")";
    }
  }
}
