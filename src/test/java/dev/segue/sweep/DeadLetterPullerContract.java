package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link DeadLetterPuller} has to do. Each test finds an empty queue. */
public abstract class DeadLetterPullerContract {
  private static final UserId ALICE = new UserId("alice");

  protected abstract DeadLetterPuller queue();

  /** Adds the letter of an event about a user. */
  protected abstract void add(UserId user);

  /** Adds a letter that does not tell whom it is about. */
  protected abstract void addUndecodable();

  @Test
  void from_an_empty_queue_nothing_is_pulled() {
    assertThat(queue().pull()).isEmpty();
  }

  @Test
  void a_letter_tells_whom_it_is_about_or_why_nobody_knows() {
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
  void every_letter_is_pulled_once_however_many_there_are() {
    var users = IntStream.range(0, 23).mapToObj(i -> new UserId("user-" + i)).toList();
    users.forEach(this::add);

    assertThat(all())
        .extracting(letter -> ((DeadLetter.OfUser) letter).user())
        .containsExactlyInAnyOrderElementsOf(users);
    assertThat(queue().pull()).isEmpty();
  }

  @Test
  void what_is_released_is_pulled_again_as_the_same_letter_and_the_rest_is_not() {
    add(ALICE);
    addUndecodable();
    var pulled = all();

    queue().release(pulled.subList(0, 1));

    assertThat(all()).extracting(DeadLetter::id).containsExactly(pulled.getFirst().id());
  }

  @Test
  void what_is_acknowledged_is_gone_and_to_do_so_again_is_harmless() {
    add(ALICE);
    addUndecodable();
    var pulled = all();
    var acknowledged = pulled.subList(0, 1);

    queue().acknowledge(acknowledged);
    queue().acknowledge(acknowledged);
    queue().release(pulled);

    assertThat(all()).extracting(DeadLetter::id).containsExactly(pulled.getLast().id());
  }

  @Test
  void to_acknowledge_or_release_nothing_does_nothing() {
    add(ALICE);

    queue().acknowledge(List.of());
    queue().release(List.of());

    assertThat(all()).hasSize(1);
  }

  private List<DeadLetter> all() {
    var all = new ArrayList<DeadLetter>();
    for (var some = queue().pull(); !some.isEmpty(); some = queue().pull()) {
      all.addAll(some);
    }
    return all;
  }
}
