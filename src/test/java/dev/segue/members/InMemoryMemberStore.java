package dev.segue.members;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import dev.segue.members.SegmentSizes.Count;
import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A store in memory. */
public final class InMemoryMemberStore implements MemberStore {
  private static final Comparator<UserId> BY_BYTES =
      Comparator.comparing(user -> user.value().getBytes(UTF_8), Arrays::compareUnsigned);

  private final Map<UserId, UserSegment> users = new TreeMap<>(BY_BYTES);
  private final Map<UserId, SeenUser> documents = new TreeMap<>(BY_BYTES);

  public void put(UserSegment user) {
    users.put(user.user(), user);
  }

  @Override
  public Page members(Segment segment, Optional<UserId> after, int size) {
    var members =
        in(segment)
            .filter(user -> after.isEmpty() || BY_BYTES.compare(user.user(), after.get()) > 0)
            .limit(size + 1)
            .map(user -> new Member(user.user(), Optional.of(user.latestChange())))
            .toList();
    return Page.of(members, size, 0);
  }

  @Override
  public List<String> segmentNames(int limit) {
    return users.values().stream()
        .flatMap(user -> user.segment().stream())
        .map(Segment::name)
        .sorted()
        .distinct()
        .limit(limit)
        .toList();
  }

  @Override
  public Map<Segment, Count> count(Collection<Segment> segments) {
    return segments.stream()
        .collect(toMap(segment -> segment, segment -> new Count.Members(in(segment).count())));
  }

  private Stream<UserSegment> in(Segment segment) {
    return users.values().stream().filter(user -> user.segment().equals(Optional.of(segment)));
  }

  public void put(UserId user, SeenUser seen) {
    documents.put(user, seen);
  }

  @Override
  public Optional<SeenUser> look(UserId user) {
    return Optional.ofNullable(documents.get(user));
  }

  @Override
  public Optional<UserSegment> find(UserId user) {
    return Optional.ofNullable(users.get(user));
  }
}
