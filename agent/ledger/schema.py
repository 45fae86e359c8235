"""The ledger's tables, one numbered change after another; forward only."""

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("nightclerk")

_FIRST = """
create table night(
  id integer primary key,
  night text not null,
  mode text not null,
  started_at text not null,
  ended_at text,
  exit_status integer,
  code_version text not null,
  inputs text not null
);
create table message(
  id integer primary key,
  message_id text not null default '',
  sha256 text not null unique,
  mailbox text not null,
  external_id text not null,
  received text,
  stored_at text not null,
  night integer references night(id),
  state text not null check(state in ('stored','read','indexed','set_aside')),
  kind text,
  subject text not null default '',
  sender text not null default '',
  vendor text,
  trust text,
  mail text,
  reason text,
  detail text not null default ''
);
create index message_message_id on message(message_id);
create index message_state on message(state);
create table document(
  sha256 text primary key,
  name text not null,
  media_type text not null,
  size integer not null,
  pages integer not null,
  body integer not null,
  status text not null,
  reason text,
  detail text not null,
  content blob
);
create table message_document(
  message integer not null references message(id),
  document text not null references document(sha256),
  name text not null,
  primary key(message, document)
);
create table extraction(
  id integer primary key,
  document text not null references document(sha256),
  reader text not null,
  version text not null,
  ordinal integer not null,
  body text not null,
  unique(document, reader, version, ordinal)
);
create table notice(
  id integer primary key,
  key text not null unique,
  message integer not null references message(id),
  document text not null references document(sha256),
  vendor text,
  po_number text not null,
  body text not null,
  issues text not null,
  opened integer not null references night(id),
  state text not null
    check(state in ('open','done','flagged','known','settled','expired')),
  decided integer references night(id),
  match text
);
create index notice_state on notice(state);
create table effect(
  id integer primary key,
  key text not null unique,
  channel text not null,
  kind text not null,
  notice text not null references notice(key),
  night integer not null references night(id),
  payload text not null,
  payload_sha text not null,
  request_id text not null unique,
  state text not null check(state in ('planned','approved','sending','done','unknown',
    'deferred','rejected','shadow','dead_letter')),
  attempts integer not null default 0,
  remote text,
  reason text,
  evidence text not null default '',
  planned_at text not null,
  changed_at text not null
);
create index effect_state on effect(state);
create index effect_notice on effect(notice);
create table approval(
  id integer primary key,
  effect integer not null references effect(id),
  payload_sha text not null,
  verdict text not null check(verdict in ('approved','rejected')),
  person text not null,
  reason text not null default '',
  at text not null
);
create table snapshot(
  channel text not null,
  night integer not null references night(id),
  read_at text not null,
  records integer not null,
  sha256 text not null,
  body blob not null,
  primary key(channel, night)
);
create table answer(
  key text primary key,
  document text not null,
  model text not null,
  prompt text not null,
  content text not null,
  input_tokens integer not null,
  cached_tokens integer not null,
  output_tokens integer not null,
  cost_usd text not null,
  asked_at text not null
);
create table trouble(
  id integer primary key,
  night integer not null references night(id),
  channel text not null,
  code text not null,
  detail text not null
);
create table mark(name text primary key, value text not null);
create table event(
  id integer primary key,
  at text not null,
  kind text not null,
  subject text not null,
  digest text not null,
  previous text not null,
  hash text not null unique
);
create trigger event_no_update before update on event
  begin select raise(abort, 'events are append-only'); end;
create trigger event_no_delete before delete on event
  begin select raise(abort, 'events are append-only'); end;
"""


@MIGRATIONS()
def m001_first(db: Database) -> None:
    """Create every table of the first release."""
    for statement in _statements(_FIRST):
        db.execute(statement)


@MIGRATIONS()
def m002_message_issues(db: Database) -> None:
    """Keep what a reader said of a whole message, beside its documents."""
    if "issues" not in {column.name for column in db["message"].columns}:
        db.execute("alter table message add column issues text not null default '[]'")


_ATTEMPT = """
create table attempt(
  id integer primary key,
  answer text not null,
  number integer not null,
  model text not null,
  ending text not null check(ending in ('whole','refused','truncated')),
  input_tokens integer not null,
  cached_tokens integer not null,
  output_tokens integer not null,
  cost_usd text not null,
  at text not null
)
"""


@MIGRATIONS()
def m003_attempts(db: Database) -> None:
    """Keep what each single answer of the model cost, also one that gave nothing."""
    if not db["attempt"].exists():
        db.execute(_ATTEMPT)


_ALIAS = """
create table alias(
  id integer primary key,
  vendor text not null,
  part_number text not null,
  sku text not null,
  factor text not null,
  unit text not null,
  document text not null,
  person text not null,
  once integer not null,
  at text not null,
  uses integer not null default 0,
  conflicted integer not null default 0,
  revoked text not null default ''
)
"""


_RECEIPT = """
create table receipt(
  po_number text not null,
  sku text,
  quantity text not null,
  source text not null,
  unique(po_number, sku, source)
)
"""


_VERDICT = """
create table verdict(
  id integer primary key,
  notice text not null references notice(key),
  shown text not null,
  verdict text not null check(verdict in ('approved','rejected')),
  person text not null,
  reason text not null default '',
  at text not null
)
"""


@MIGRATIONS()
def m004_invoices(db: Database) -> None:
    """Keep invoices as business beside ship notices, and what part numbers mean."""
    if "family" not in {column.name for column in db["notice"].columns}:
        sql = "alter table notice add column family text not null default 'notice'"
        db.execute(sql)
    if not db["alias"].exists():
        db.execute(_ALIAS)
    if not db["receipt"].exists():
        db.execute(_RECEIPT)
    if not db["verdict"].exists():
        db.execute(_VERDICT)


@MIGRATIONS()
def m005_orders_of_letters(db: Database) -> None:
    """Keep which orders a mail names that is no notice and asks for no money."""
    if "orders" not in {column.name for column in db["message"].columns}:
        db.execute("alter table message add column orders text not null default '[]'")


def _statements(script: str) -> list[str]:
    """Split *script* at semicolons that end a line, keeping trigger bodies whole.

    ``executescript`` would commit the migration's own transaction.
    """
    found: list[str] = []
    lines: list[str] = []
    for line in script.strip().splitlines():
        lines.append(line)
        trigger = lines[0].startswith("create trigger")
        if line.endswith("end;" if trigger else ";"):
            found.append("\n".join(lines))
            lines = []
    return found
