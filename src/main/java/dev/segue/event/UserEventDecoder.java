package dev.segue.event;

import com.google.events.cloud.firestore.v1.Document;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.Value;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.segue.recompute.RecomputeSegment.EventTimes;
import dev.segue.segment.Excerpt;
import dev.segue.segment.Rules;
import dev.segue.segment.UserField;
import dev.segue.segment.UserId;
import io.cloudevents.CloudEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Decodes Firestore's events about users' documents. The payload counts, because unusual ids arrive
 * garbled in the attributes.
 */
public final class UserEventDecoder {
  /**
   * Twice the 512 KB up to which Eventarc delivers events. Parsing a hostile body takes up to 60
   * times its size in memory.
   */
  public static final int MAX_BYTES = 1_000_000;

  private static final Pattern TYPE =
      Pattern.compile(
          "google\\.cloud\\.firestore\\.document\\.v1\\."
              + "(created|updated|deleted|written)(\\.withAuthContext)?");

  private static final String DATASTORE_MODE = "google.cloud.datastore.";

  /**
   * Names that arrive unaltered in a header: non-ASCII characters become others or percent-encoded.
   */
  private static final Pattern UNALTERED = Pattern.compile("[ -~&&[^%]]+");

  private static final Value NOTHING = Value.getDefaultInstance();

  /** Not the id of a collection. */
  private static final String USER_DOCUMENT = "/";

  private final String users;

  /** What the rules read, by the id of the subcollection. */
  private final Map<String, Collection<UserField>> fields = new HashMap<>();

  /**
   * @param users the collection's full name: {@code projects/P/databases/D/documents/USERS}
   * @param rules which of the users' documents they read
   */
  public UserEventDecoder(String users, Rules rules) {
    this.users = users;
    fields.put(USER_DOCUMENT, rules.fields());
    rules.documents().forEach(it -> fields.put(it.id(), it.fields()));
  }

  /** Never throws: an event that cannot be decoded is undeliverable. */
  public UserEvent decode(CloudEvent event) {
    if (!TYPE.matcher(event.getType()).matches()) {
      return new UserEvent.Undeliverable(
          "%s: type '%s'"
              .formatted(
                  event.getType().startsWith(DATASTORE_MODE)
                      ? "an event of a database in Datastore mode, which must be in Native mode"
                      : "not a Firestore document event",
                  Excerpt.of(event.getType())));
    }
    var body = event.getData() == null ? new byte[0] : event.getData().toBytes();
    if (body.length == 0) {
      return withoutBody(event);
    }
    if (body.length > MAX_BYTES) {
      return new UserEvent.Undeliverable("a body above the %s bytes allowed".formatted(MAX_BYTES));
    }
    if (body[0] == '{') {
      return new UserEvent.Undeliverable(
          "a body in JSON; the trigger's event_data_content_type must be application/protobuf");
    }
    try {
      return decode(DocumentEventData.parseFrom(body), event.getTime());
    } catch (InvalidProtocolBufferException e) {
      return new UserEvent.Undeliverable("not a DocumentEventData: " + e.getMessage());
    }
  }

  /** Takes the document's name from the attributes. */
  private UserEvent withoutBody(CloudEvent event) {
    var document = event.getExtension("document");
    if (document == null) {
      return new UserEvent.Undeliverable("no body, and no attribute that names the document");
    }
    var database =
        event.getSource().toString().replaceFirst("^//firestore[.]googleapis[.]com/", "");
    var name = "%s/documents/%s".formatted(database, document);
    return UNALTERED.matcher(name).matches()
        ? ofUser(name, (user, read) -> new UserEvent.WithoutBody(user))
        : new UserEvent.Undeliverable(
            "no body, and attributes that may be garbled", Optional.of(Excerpt.of(name)));
  }

  private UserEvent decode(DocumentEventData data, OffsetDateTime time) {
    if (!data.hasValue() && !data.hasOldValue()) {
      return new UserEvent.Undeliverable("neither value nor old value");
    }
    var newest = data.hasValue() ? data.getValue() : data.getOldValue();
    return ofUser(
        newest.getName(),
        (user, read) ->
            isRelevant(data, read)
                ? new UserEvent.Relevant(user, times(data, time))
                : new UserEvent.Irrelevant(user));
  }

  /**
   * Returns the event of the user whose document, or a document below it, has this name.
   *
   * @param event gets the user and the fields that the rules read of such documents
   */
  private UserEvent ofUser(
      String name, BiFunction<UserId, Collection<UserField>, UserEvent> event) {
    if (!name.startsWith(users + "/")) {
      return new UserEvent.Undeliverable(
          "not a document of " + users, Optional.of(Excerpt.of(name)));
    }
    var path = name.substring(users.length() + 1);
    var ids = path.split("/", -1);
    var read = ids.length == 3 ? fields.get(ids[1]) : fields.get(USER_DOCUMENT);
    if (read == null) {
      return new UserEvent.Undeliverable(
          "not a collection of documents in the rules file", Optional.of(Excerpt.of(path)));
    }
    return UserId.ifValid(ids.length == 3 ? ids[0] : path)
        .map(user -> event.apply(user, read))
        .orElseGet(
            () -> new UserEvent.Undeliverable("not a document id", Optional.of(Excerpt.of(path))));
  }

  /** Compares old and new values, because the update mask may be absent. */
  private static boolean isRelevant(DocumentEventData data, Collection<UserField> read) {
    boolean update = data.hasValue() && data.hasOldValue();
    return !update
        || read.stream()
            .anyMatch(
                field -> !value(field, data.getValue()).equals(value(field, data.getOldValue())));
  }

  private static EventTimes times(DocumentEventData data, OffsetDateTime time) {
    var newest = version((data.hasValue() ? data.getValue() : data.getOldValue()).getUpdateTime());
    return new EventTimes(
        data.hasValue() ? Optional.empty() : Optional.of(newest),
        time == null ? newest : time.toInstant());
  }

  /** An event without a valid time counts as newer than all, so that it is not ignored. */
  private static Instant version(Timestamp time) {
    if (time.equals(Timestamp.getDefaultInstance())) {
      return Instant.MAX;
    }
    try {
      return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    } catch (DateTimeException | ArithmeticException e) {
      return Instant.MAX;
    }
  }

  /** Returns the field's value; a value without a type if it is missing. */
  private static Value value(UserField field, Document document) {
    var holder = document.getFieldsMap();
    for (var name : field.names().subList(0, field.names().size() - 1)) {
      holder = holder.getOrDefault(name, NOTHING).getMapValue().getFieldsMap();
    }
    return holder.getOrDefault(field.names().getLast(), NOTHING);
  }

  /** What a CloudEvent means to Segue. */
  public sealed interface UserEvent {
    /** About a write of one of a user's documents. */
    sealed interface OfUser extends UserEvent {
      UserId user();
    }

    /** A document was created, deleted, or updated in a field that the rules read. */
    record Relevant(UserId user, EventTimes times) implements OfUser {}

    /** A document was updated in fields that the rules do not read. */
    record Irrelevant(UserId user) implements OfUser {}

    /** A document was written, but the event lost its body. */
    record WithoutBody(UserId user) implements OfUser {}

    /**
     * No delivery of this event can ever succeed.
     *
     * @param fault the reason, without the name of a document
     * @param name the faulty name, if any; it may contain a user's id
     */
    record Undeliverable(String fault, Optional<String> name) implements UserEvent {
      public Undeliverable(String fault) {
        this(fault, Optional.empty());
      }

      /** Returns the reason for the dead letter, with the name. */
      public String reason() {
        return name.map(odd -> "%s: '%s'".formatted(fault, odd)).orElse(fault);
      }
    }
  }
}
