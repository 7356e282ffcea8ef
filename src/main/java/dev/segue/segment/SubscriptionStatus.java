package dev.segue.segment;

/** What a user document says in the field of the status: {@value #FIELD}, or as rules name it. */
public sealed interface SubscriptionStatus {
  String FIELD = "subscription_status";

  /** Returns the value for people: at most 100 characters, empty where absent. */
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

  /** The field has another type, of which only the name is kept. */
  record NotText(String type) implements SubscriptionStatus {
    @Override
    public String excerpt() {
      return "(" + type + ")";
    }
  }
}
