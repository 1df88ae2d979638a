import Store

/// The memory's tables. Rows with a `seq` are projected from the journal and made again by a rebuild; rows without one
/// were brought to the memory itself.
enum MemorySchema {
  static let migrations = [
    Migration(1, "first", conversations + history + facts + items + shared)
  ]

  private static let conversations = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE conversations (
      id INTEGER PRIMARY KEY, session_id TEXT NOT NULL, timestamp INTEGER NOT NULL,  -- milliseconds since 1970, UTC
      role TEXT NOT NULL CHECK (role IN ('user', 'assistant', 'system')), content TEXT NOT NULL,
      tokens_used INTEGER NOT NULL DEFAULT 0, model TEXT, task TEXT, seq INTEGER UNIQUE) STRICT;
    CREATE INDEX idx_session ON conversations (session_id, timestamp);
    CREATE INDEX idx_timestamp ON conversations (timestamp);

    """

  private static let history = """
    CREATE TABLE task_history (
      task TEXT PRIMARY KEY, session_id TEXT, task_description TEXT NOT NULL, task_type TEXT,  -- the intent
      family TEXT, qubits INTEGER, shots INTEGER, noise TEXT, backends TEXT, status TEXT NOT NULL,
      started_at INTEGER NOT NULL, completed_at INTEGER, success INTEGER,
      error_code TEXT, error_message TEXT, outcome_summary TEXT, seq INTEGER) STRICT;
    CREATE INDEX idx_tasks_type ON task_history (task_type);
    CREATE INDEX idx_tasks_success ON task_history (success);
    CREATE INDEX idx_tasks_family ON task_history (family, started_at);
    CREATE TABLE runs (
      task TEXT NOT NULL, id TEXT NOT NULL, label TEXT, family TEXT, backend TEXT NOT NULL, method TEXT NOT NULL,
      qubits INTEGER NOT NULL, shots INTEGER NOT NULL, seed TEXT NOT NULL, status TEXT NOT NULL,
      seconds REAL NOT NULL, peak_bytes INTEGER NOT NULL, PRIMARY KEY (task, id)) STRICT;
    CREATE INDEX idx_runs_family ON runs (family, qubits);

    """

  private static let facts = """
    CREATE TABLE workspace_facts (
      id INTEGER PRIMARY KEY, fact_type TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
      confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
      source TEXT NOT NULL CHECK (source IN ('user_told', 'inferred', 'observed')), agent TEXT,
      first_seen INTEGER NOT NULL, updated INTEGER NOT NULL, last_accessed INTEGER NOT NULL,
      access_count INTEGER NOT NULL DEFAULT 1, seq INTEGER, UNIQUE (fact_type, key)) STRICT;
    CREATE INDEX idx_facts_accessed ON workspace_facts (last_accessed DESC);

    """

  private static let items = """
    CREATE TABLE items (
      id INTEGER PRIMARY KEY, kind TEXT NOT NULL, ref TEXT NOT NULL, task TEXT, created INTEGER NOT NULL,
      text TEXT NOT NULL, terms TEXT NOT NULL,  -- what a search also finds it by
      model TEXT NOT NULL, embedding BLOB NOT NULL,  -- little-endian 32-bit floats of length 1
      UNIQUE (kind, ref)) STRICT;
    CREATE INDEX items_of_task ON items (task);
    CREATE VIRTUAL TABLE items_text USING fts5(
      text, terms, content = 'items', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
    CREATE TRIGGER items_added AFTER INSERT ON items BEGIN
      INSERT INTO items_text (rowid, text, terms) VALUES (new.id, new.text, new.terms); END;
    CREATE TRIGGER items_removed AFTER DELETE ON items BEGIN
      INSERT INTO items_text (items_text, rowid, text, terms) VALUES ('delete', old.id, old.text, old.terms); END;
    CREATE TRIGGER items_changed AFTER UPDATE OF text, terms ON items BEGIN
      INSERT INTO items_text (items_text, rowid, text, terms) VALUES ('delete', old.id, old.text, old.terms);
      INSERT INTO items_text (rowid, text, terms) VALUES (new.id, new.text, new.terms); END;

    """

  private static let shared = """
    CREATE TABLE cached_results (
      operation TEXT NOT NULL, params TEXT NOT NULL,  -- canonical JSON
      result TEXT NOT NULL, agent TEXT, created INTEGER NOT NULL, expires INTEGER NOT NULL,
      PRIMARY KEY (operation, params)) STRICT;
    CREATE INDEX cached_results_expire ON cached_results (expires);
    """
}
