-- The store of one site. Times are UTC text of one form, so that text order is time order.

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE practitioner (
    id TEXT PRIMARY KEY,
    sign_in_name TEXT NOT NULL,
    known_as TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    kiosk_code_hash TEXT NOT NULL
) STRICT;

CREATE TABLE participant (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL UNIQUE,
    given_name TEXT NOT NULL,
    middle_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    sex_at_birth TEXT NOT NULL,
    language TEXT NOT NULL,
    preferred_contact TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    address_line TEXT NOT NULL,
    city TEXT NOT NULL,
    state TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    phone_digits TEXT NOT NULL,
    folded_email TEXT NOT NULL
) STRICT;

CREATE INDEX participant_birth_date ON participant (birth_date);
CREATE INDEX participant_phone ON participant (phone_digits) WHERE phone_digits <> '';
CREATE INDEX participant_email ON participant (folded_email) WHERE folded_email <> '';

-- The words a participant is found by, at the participant's position. They are folded before
-- they come here, so the plain tokenizer is the right one.
CREATE VIRTUAL TABLE participant_search USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    detail = none,
    prefix = '1 2 3 4 5 6 7 8 9',
    tokenize = 'ascii'
);

-- The versions of the study program, side by side, each with its files as they came.
CREATE TABLE program (
    version TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    in_force_from TEXT NOT NULL,
    installed_at TEXT NOT NULL
) STRICT;

CREATE TABLE program_file (
    version TEXT NOT NULL REFERENCES program (version),
    path TEXT NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (version, path)
) STRICT;

CREATE TABLE visit (
    id TEXT PRIMARY KEY,
    participant_id TEXT NOT NULL REFERENCES participant (id),
    program_version TEXT NOT NULL,
    visit_type TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    cancellation TEXT CHECK (cancellation IS NULL OR ended_at IS NOT NULL),
    stages TEXT NOT NULL
) STRICT;

CREATE INDEX visit_of_participant ON visit (participant_id, started_at);
CREATE INDEX visit_started ON visit (started_at);
CREATE INDEX visit_unfinished ON visit (started_at) WHERE ended_at IS NULL;

-- A draft of an amendment names the record it amends, and why.
CREATE TABLE draft (
    visit_id TEXT NOT NULL REFERENCES visit (id),
    stage TEXT NOT NULL,
    body BLOB NOT NULL,
    saved_at TEXT NOT NULL,
    amends TEXT REFERENCES record (id),
    reason TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (visit_id, stage)
) STRICT;

-- What a practitioner typed into a page that is no stage, and has not saved.
CREATE TABLE entry_draft (
    practitioner_id TEXT NOT NULL REFERENCES practitioner (id),
    page TEXT NOT NULL,
    subject TEXT NOT NULL,
    body BLOB NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (practitioner_id, page, subject)
) STRICT, WITHOUT ROWID;

-- The records of a stage are a chain: each but the first follows another, and is followed once.
CREATE TABLE record (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    participant_id TEXT NOT NULL REFERENCES participant (id),
    visit_id TEXT REFERENCES visit (id),
    stage TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    author TEXT NOT NULL REFERENCES practitioner (id),
    site TEXT NOT NULL,
    device TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    hybrid_time TEXT NOT NULL UNIQUE,
    operation TEXT NOT NULL CHECK (operation IN ('CREATE', 'UPDATE', 'NULLIFY')),
    follows TEXT REFERENCES record (id),
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    program_version TEXT NOT NULL,
    content TEXT NOT NULL,
    content_version TEXT NOT NULL,
    decision TEXT NOT NULL,
    body BLOB NOT NULL,
    CHECK (operation = 'CREATE' OR follows IS NOT NULL AND reason <> '')
) STRICT;

CREATE INDEX record_of_participant ON record (participant_id);
CREATE INDEX record_decision ON record (participant_id, hybrid_time) WHERE decision <> '';
CREATE INDEX record_of_visit ON record (visit_id, stage) WHERE visit_id IS NOT NULL;
CREATE UNIQUE INDEX record_of_stage ON record (visit_id, stage)
WHERE visit_id IS NOT NULL AND follows IS NULL;
CREATE UNIQUE INDEX record_followed ON record (follows) WHERE follows IS NOT NULL;

-- Whether what a record says is in force, was amended or was voided. A voiding says nothing itself.
CREATE VIEW record_status AS
SELECT r.id AS record_id, r.kind, r.participant_id, r.visit_id, r.stage,
       CASE later.operation
           WHEN 'UPDATE' THEN 'superseded' WHEN 'NULLIFY' THEN 'entered-in-error' ELSE 'current'
       END AS status
FROM record AS r LEFT JOIN record AS later ON later.follows = r.id
WHERE r.operation <> 'NULLIFY';

-- What was signed in the form it was edited in: an amendment starts from it.
CREATE TABLE signed_draft (
    record_id TEXT PRIMARY KEY REFERENCES record (id),
    body BLOB NOT NULL
) STRICT;

CREATE TABLE document (
    record_id TEXT PRIMARY KEY REFERENCES record (id),
    visit_id TEXT NOT NULL REFERENCES visit (id),
    stage TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE INDEX document_of_visit ON document (visit_id, stage);

-- Positions are never used again, so that a stream keeps its order for ever. `wakes` is how many
-- wakes there had been when `due_at` was set.
CREATE TABLE envelope (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    record_id TEXT NOT NULL UNIQUE REFERENCES record (id),
    stream TEXT NOT NULL REFERENCES participant (id),
    due_at TEXT NOT NULL,
    delivery TEXT NOT NULL CHECK (delivery IN ('waiting', 'received', 'needs-attention')),
    wakes INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    reason TEXT NOT NULL,
    said TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX envelope_of_stream ON envelope (stream, delivery);
CREATE INDEX envelope_open ON envelope (stream, position) WHERE delivery <> 'received';
CREATE INDEX envelope_needs_attention ON envelope (position) WHERE delivery = 'needs-attention';

CREATE TABLE receipt (
    envelope_id TEXT PRIMARY KEY REFERENCES envelope (id),
    received_at TEXT NOT NULL,
    locations TEXT NOT NULL
) STRICT;

CREATE INDEX receipt_received ON receipt (received_at);

-- How many envelopes are in each state: counted as they change, asked for after each change.
CREATE TABLE tally (
    delivery TEXT PRIMARY KEY,
    envelopes INTEGER NOT NULL CHECK (envelopes >= 0)
) STRICT, WITHOUT ROWID;

INSERT INTO tally (delivery, envelopes)
VALUES ('waiting', 0), ('received', 0), ('needs-attention', 0);

-- The last wake, which made all that waited then due at once, however much it was: an envelope
-- with fewer `wakes` than there were counts as due.
CREATE TABLE wake (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    wakes INTEGER NOT NULL,
    woken_at TEXT NOT NULL
) STRICT;

INSERT INTO wake (id, wakes, woken_at) VALUES (1, 0, '');

-- Where each stream stands, kept as its envelopes change: how many wait, the position of the first
-- that is not received, and of the first that waits. They are the same unless the first needs
-- attention.
CREATE TABLE stream (
    participant_id TEXT PRIMARY KEY REFERENCES participant (id),
    waiting INTEGER NOT NULL CHECK (waiting >= 0),
    head INTEGER,
    first_waiting INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX stream_sendable ON stream (head) WHERE head = first_waiting;
CREATE INDEX stream_waiting ON stream (first_waiting) WHERE first_waiting IS NOT NULL;

CREATE TRIGGER envelope_added AFTER INSERT ON envelope
BEGIN
    UPDATE tally SET envelopes = envelopes + 1 WHERE delivery = NEW.delivery;
    INSERT INTO stream (participant_id, waiting) VALUES (NEW.stream, 0)
    ON CONFLICT (participant_id) DO NOTHING;
    UPDATE stream
    SET waiting = waiting + (NEW.delivery = 'waiting'),
        head = (SELECT min(position) FROM envelope
                WHERE stream = NEW.stream AND delivery <> 'received'),
        first_waiting = (SELECT min(position) FROM envelope
                         WHERE stream = NEW.stream AND delivery = 'waiting')
    WHERE participant_id = NEW.stream;
END;

CREATE TRIGGER envelope_moved AFTER UPDATE OF delivery ON envelope
WHEN OLD.delivery <> NEW.delivery
BEGIN
    UPDATE tally SET envelopes = envelopes - 1 WHERE delivery = OLD.delivery;
    UPDATE tally SET envelopes = envelopes + 1 WHERE delivery = NEW.delivery;
    UPDATE stream
    SET waiting = waiting + (NEW.delivery = 'waiting') - (OLD.delivery = 'waiting'),
        head = (SELECT min(position) FROM envelope
                WHERE stream = NEW.stream AND delivery <> 'received'),
        first_waiting = (SELECT min(position) FROM envelope
                         WHERE stream = NEW.stream AND delivery = 'waiting')
    WHERE participant_id = NEW.stream;
END;

CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    action TEXT NOT NULL,
    practitioner TEXT NOT NULL,
    device TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

-- What was signed, received or witnessed stays as it is, and no envelope or practitioner goes.

CREATE TRIGGER record_is_kept BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'records are kept'); END;

CREATE TRIGGER record_is_frozen BEFORE UPDATE ON record
BEGIN SELECT RAISE(ABORT, 'records are frozen'); END;

CREATE TRIGGER signed_draft_is_kept BEFORE DELETE ON signed_draft
BEGIN SELECT RAISE(ABORT, 'signed drafts are kept'); END;

CREATE TRIGGER signed_draft_is_frozen BEFORE UPDATE ON signed_draft
BEGIN SELECT RAISE(ABORT, 'signed drafts are frozen'); END;

CREATE TRIGGER program_is_kept BEFORE DELETE ON program
BEGIN SELECT RAISE(ABORT, 'programs are kept'); END;

CREATE TRIGGER program_is_frozen BEFORE UPDATE ON program
BEGIN SELECT RAISE(ABORT, 'programs are frozen'); END;

CREATE TRIGGER program_file_is_kept BEFORE DELETE ON program_file
BEGIN SELECT RAISE(ABORT, 'programs are kept'); END;

CREATE TRIGGER program_file_is_frozen BEFORE UPDATE ON program_file
BEGIN SELECT RAISE(ABORT, 'programs are frozen'); END;

CREATE TRIGGER document_is_kept BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'documents are kept'); END;

CREATE TRIGGER document_is_frozen BEFORE UPDATE ON document
BEGIN SELECT RAISE(ABORT, 'documents are frozen'); END;

CREATE TRIGGER receipt_is_kept BEFORE DELETE ON receipt
BEGIN SELECT RAISE(ABORT, 'receipts are kept'); END;

CREATE TRIGGER receipt_is_frozen BEFORE UPDATE ON receipt
BEGIN SELECT RAISE(ABORT, 'receipts are frozen'); END;

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the trail is kept'); END;

CREATE TRIGGER audit_is_frozen BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the trail is frozen'); END;

CREATE TRIGGER envelope_is_kept BEFORE DELETE ON envelope
BEGIN SELECT RAISE(ABORT, 'envelopes are kept'); END;
