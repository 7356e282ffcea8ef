package dev.segue.members;

class InMemoryMemberStoreTest extends MemberStoreContract {
  private final InMemoryMemberStore store = new InMemoryMemberStore();

  @Override
  protected MemberStore store() {
    return store;
  }

  @Override
  protected void put(UserSegment user) {
    store.put(user);
  }
}
