package dev.segue.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link DeadLetterQueue} has to do. Each test finds an empty queue. */
public abstract class DeadLetterQueueContract {
  private static final UserId ALICE = new UserId("alice");

  protected abstract DeadLetterQueue queue();

  /** Adds the letter of an event about a user. */
  protected abstract void add(UserId user);

  /** Adds a letter that does not tell whom it is about. */
  protected abstract void addHopeless();

  @Test
  void from_an_empty_queue_nothing_is_taken() {
    assertThat(queue().take()).isEmpty();
  }

  @Test
  void a_letter_tells_whom_it_is_about_or_why_nobody_knows() {
    add(ALICE);
    addHopeless();

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
                        DeadLetter.Hopeless.class, it -> assertThat(it.reason()).isNotBlank()));
  }

  @Test
  void every_letter_is_taken_once_however_many_there_are() {
    var users = IntStream.range(0, 23).mapToObj(i -> new UserId("user-" + i)).toList();
    users.forEach(this::add);

    assertThat(all())
        .extracting(letter -> ((DeadLetter.OfUser) letter).user())
        .containsExactlyInAnyOrderElementsOf(users);
    assertThat(queue().take()).isEmpty();
  }

  @Test
  void what_is_put_back_is_taken_again_as_the_same_letter_and_the_rest_is_not() {
    add(ALICE);
    addHopeless();
    var taken = all();

    queue().putBack(taken.subList(0, 1));

    assertThat(all()).extracting(DeadLetter::id).containsExactly(taken.getFirst().id());
  }

  @Test
  void what_is_removed_is_gone_and_removing_it_again_is_harmless() {
    add(ALICE);
    addHopeless();
    var taken = all();
    var removed = taken.subList(0, 1);

    queue().remove(removed);
    queue().remove(removed);
    queue().putBack(taken);

    assertThat(all()).extracting(DeadLetter::id).containsExactly(taken.getLast().id());
  }

  @Test
  void to_remove_or_put_back_nothing_does_nothing() {
    add(ALICE);

    queue().remove(List.of());
    queue().putBack(List.of());

    assertThat(all()).hasSize(1);
  }

  private List<DeadLetter> all() {
    var all = new ArrayList<DeadLetter>();
    for (var some = queue().take(); !some.isEmpty(); some = queue().take()) {
      all.addAll(some);
    }
    return all;
  }
}
