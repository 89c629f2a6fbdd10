"""The tables of the database, as the steps that lead to them; a step that was released never changes."""

from __future__ import annotations

MIGRATIONS = (
    """
    CREATE TABLE accounts (
        id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, has_access INTEGER NOT NULL,
        webhook_secret TEXT, created_at TEXT NOT NULL
    );
    CREATE TABLE api_keys (
        id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), name TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE, hint TEXT NOT NULL, created_at TEXT NOT NULL, revoked_at TEXT
    );
    CREATE TABLE projects (
        id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), title TEXT NOT NULL,
        description TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
    );
    CREATE INDEX projects_listed ON projects(account_id, created_at, id) WHERE deleted_at IS NULL;
    CREATE TABLE documents (
        project_id TEXT PRIMARY KEY REFERENCES projects(id), state_version TEXT NOT NULL, json BLOB NOT NULL
    );
    CREATE TABLE assets (
        id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), type TEXT NOT NULL,
        filename TEXT NOT NULL, mimetype TEXT NOT NULL, size INTEGER NOT NULL, file_key TEXT NOT NULL UNIQUE,
        width REAL, height REAL, duration REAL, created_at TEXT NOT NULL, deleted_at TEXT
    );
    CREATE TABLE bindings (
        project_id TEXT NOT NULL REFERENCES projects(id), asset_id TEXT NOT NULL REFERENCES assets(id),
        created_at TEXT NOT NULL, PRIMARY KEY (project_id, asset_id)
    ) WITHOUT ROWID;
    CREATE INDEX bindings_of_asset ON bindings(asset_id);
    CREATE TABLE exports (
        id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id),
        api_key_id TEXT NOT NULL REFERENCES api_keys(id), project_id TEXT REFERENCES projects(id),
        client_task_id TEXT, status TEXT NOT NULL, phase TEXT, progress REAL NOT NULL, error TEXT,
        filename TEXT, output_file TEXT UNIQUE, output_expires_at TEXT,
        duration_seconds REAL NOT NULL, billed_standard_seconds INTEGER NOT NULL,
        charged_credits TEXT NOT NULL,
        callback_url TEXT, callback_headers TEXT NOT NULL, format TEXT NOT NULL, fps INTEGER NOT NULL,
        scale REAL NOT NULL, ratio TEXT NOT NULL, attempts INTEGER NOT NULL,
        created_at TEXT NOT NULL, started_at TEXT, completed_at TEXT
    );
    CREATE INDEX exports_listed ON exports(account_id, created_at, id);
    CREATE INDEX exports_by_status ON exports(status, created_at);
    CREATE INDEX exports_by_client_task ON exports(account_id, client_task_id);
    CREATE TABLE frozen_documents (
        export_id TEXT PRIMARY KEY REFERENCES exports(id), json BLOB NOT NULL
    );
    CREATE TABLE idempotency (
        account_id TEXT NOT NULL REFERENCES accounts(id), route TEXT NOT NULL, key TEXT NOT NULL,
        payload_hash TEXT NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL, created_at TEXT NOT NULL,
        PRIMARY KEY (account_id, route, key)
    );
    CREATE INDEX idempotency_by_age ON idempotency(created_at);
    CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY, export_id TEXT NOT NULL REFERENCES exports(id), event TEXT NOT NULL,
        body BLOB NOT NULL, attempts INTEGER NOT NULL, due_at TEXT NOT NULL, outcome TEXT,
        created_at TEXT NOT NULL
    );
    CREATE INDEX deliveries_due ON deliveries(due_at) WHERE outcome IS NULL;
    """,
    """
    ALTER TABLE api_keys ADD COLUMN service TEXT NOT NULL DEFAULT 'indream';
    CREATE TABLE rv_wallets (
        account_id TEXT PRIMARY KEY REFERENCES accounts(id), plan TEXT NOT NULL, credits INTEGER NOT NULL
    );
    CREATE TABLE rv_files (
        id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), name TEXT NOT NULL,
        type TEXT NOT NULL, mime_type TEXT NOT NULL, size INTEGER NOT NULL, file_key TEXT NOT NULL UNIQUE,
        width REAL, height REAL, duration REAL, has_sound INTEGER, created_at TEXT NOT NULL
    );
    CREATE INDEX rv_files_listed ON rv_files(account_id, created_at, id);
    CREATE TABLE rv_previews (
        id TEXT PRIMARY KEY, account_id TEXT REFERENCES accounts(id), config BLOB NOT NULL,
        created_at TEXT NOT NULL, expires_at TEXT NOT NULL
    );
    CREATE TABLE rv_tasks (
        id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id),
        video_task_id TEXT NOT NULL UNIQUE, title TEXT, category TEXT NOT NULL, metadata TEXT,
        config BLOB NOT NULL, quality TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
        fps INTEGER NOT NULL, duration REAL NOT NULL, created_at TEXT NOT NULL
    );
    CREATE INDEX rv_tasks_listed ON rv_tasks(account_id, created_at, id);
    CREATE TABLE rv_renders (
        id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE,
        task_id TEXT NOT NULL REFERENCES rv_tasks(id) ON DELETE CASCADE,
        account_id TEXT NOT NULL REFERENCES accounts(id), status TEXT NOT NULL, progress REAL NOT NULL,
        error TEXT, cost INTEGER NOT NULL, webhook_url TEXT, output_file TEXT UNIQUE,
        attempts INTEGER NOT NULL, created_at TEXT NOT NULL, completed_at TEXT
    );
    CREATE INDEX rv_renders_of_task ON rv_renders(task_id, number);
    CREATE INDEX rv_renders_by_status ON rv_renders(status, created_at);
    """,
)
