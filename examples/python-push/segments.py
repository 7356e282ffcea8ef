"""The segment of each user, in SQLite."""

import sqlite3

CREATE = """
create table if not exists segment (
  user_id    text    primary key,
  segment    text    not null,
  revision   integer not null,
  changed_at integer not null
)"""

UPSERT = """
insert into segment (user_id, segment, revision, changed_at)
values (:user_id, :segment, :revision, :changed_at)
on conflict (user_id) do update
  set segment = excluded.segment, revision = excluded.revision, changed_at = excluded.changed_at
  where excluded.changed_at > segment.changed_at"""


class Segments:
    def __init__(self, path: str):
        self._path = path
        with self._connect() as database:
            database.execute("pragma journal_mode = wal")
            database.execute(CREATE)

    def keep(self, change: dict) -> None:
        """Stores a change unless the user's row is as new.

        A deleted user keeps a row; without it a late message would restore the user.
        """
        database = self._connect()
        try:
            with database:
                database.execute(UPSERT, change)
        finally:
            database.close()

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=10)
