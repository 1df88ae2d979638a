/// The journal's tables. Events are only ever added: triggers refuse everything else but the erasure of a payload.
enum JournalSchema {
  static let migrations = [
    Migration(
      1, "events and tasks",
      """
      CREATE TABLE events (
        seq INTEGER PRIMARY KEY,
        task TEXT,
        kind TEXT NOT NULL CHECK (kind <> ''),
        step TEXT,
        time INTEGER NOT NULL,                    -- milliseconds since 1970, UTC
        sealed INTEGER NOT NULL DEFAULT 0,        -- 0 plain, 1 sealed with the task's key, 2 erased
        payload BLOB NOT NULL
      ) STRICT;
      CREATE INDEX events_of_task ON events (task, seq);
      CREATE TRIGGER events_are_kept BEFORE DELETE ON events
        BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
      CREATE TRIGGER events_are_final BEFORE UPDATE ON events
        WHEN NOT (new.sealed = 2 AND length(new.payload) = 0 AND new.seq = old.seq AND new.task IS old.task
          AND new.kind = old.kind AND new.step IS old.step AND new.time = old.time)
        BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
      CREATE TRIGGER events_are_appended BEFORE INSERT ON events
        WHEN new.seq <= (SELECT max(seq) FROM events)
        BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;

      CREATE TABLE tasks (
        id TEXT PRIMARY KEY,
        request TEXT NOT NULL,
        status TEXT NOT NULL,
        final INTEGER NOT NULL,
        created INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        priority INTEGER NOT NULL,
        seconds REAL,
        runs INTEGER NOT NULL,
        session TEXT
      ) STRICT;
      CREATE INDEX tasks_open ON tasks (created) WHERE final = 0;
      CREATE INDEX tasks_created ON tasks (created);
      CREATE INDEX tasks_of_session ON tasks (session, created) WHERE session IS NOT NULL;
      CREATE TRIGGER tasks_are_kept BEFORE DELETE ON tasks
        BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;

      -- The key that seals a task's payloads, for events with sealed = 1: destroying it forgets them.
      CREATE TABLE keys (task TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT;
      """)
  ]
}
