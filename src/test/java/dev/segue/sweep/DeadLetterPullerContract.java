package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link DeadLetterPuller} has to do. Each test finds an empty subscription. */
public abstract class DeadLetterPullerContract {
  private static final UserId ALICE = new UserId("alice");

  protected abstract DeadLetterPuller puller();

  /** Adds the letter of an event about a user. */
  protected abstract void add(UserId user);

  /** Adds a letter that names no user. */
  protected abstract void addUndecodable();

  @Test
  void nothing_is_pulled_from_an_empty_subscription() {
    assertThat(puller().pull()).isEmpty();
  }

  @Test
  void a_letter_contains_its_user_or_why_the_user_is_unknown() {
    add(ALICE);
    addUndecodable();

    assertThat(all())
        .hasSize(2)
        .anySatisfy(
            letter ->
                assertThat(letter)
                    .isInstanceOfSatisfying(
                        DeadLetter.OfUser.class, it -> assertThat(it.user()).isEqualTo(ALICE)))
        .anySatisfy(
            letter ->
                assertThat(letter)
                    .isInstanceOfSatisfying(
                        DeadLetter.Undecodable.class, it -> assertThat(it.reason()).isNotBlank()));
  }

  @Test
  void every_letter_is_pulled_once() {
    var users = IntStream.range(0, 23).mapToObj(i -> new UserId("user-" + i)).toList();
    users.forEach(this::add);

    assertThat(all())
        .extracting(letter -> ((DeadLetter.OfUser) letter).user())
        .containsExactlyInAnyOrderElementsOf(users);
    assertThat(puller().pull()).isEmpty();
  }

  @Test
  void only_a_released_letter_is_pulled_again() {
    add(ALICE);
    addUndecodable();
    var pulled = all();

    puller().release(pulled.subList(0, 1));

    assertThat(all()).extracting(DeadLetter::id).containsExactly(pulled.getFirst().id());
  }

  @Test
  void an_acknowledged_letter_is_gone_and_acknowledging_it_again_is_harmless() {
    add(ALICE);
    addUndecodable();
    var pulled = all();
    var acknowledged = pulled.subList(0, 1);

    puller().acknowledge(acknowledged);
    puller().acknowledge(acknowledged);
    puller().release(pulled);

    assertThat(all()).extracting(DeadLetter::id).containsExactly(pulled.getLast().id());
  }

  @Test
  void acknowledging_or_releasing_nothing_does_nothing() {
    add(ALICE);

    puller().acknowledge(List.of());
    puller().release(List.of());

    assertThat(all()).hasSize(1);
  }

  private List<DeadLetter> all() {
    var all = new ArrayList<DeadLetter>();
    for (var some = puller().pull(); !some.isEmpty(); some = puller().pull()) {
      all.addAll(some);
    }
    return all;
  }
}
