import { SCHEMA } from "../schema.ts";
import type { Migration } from "./index.ts";

/**
 * All tables, in an empty database and in each one that is older than the numbers: those have some
 * of the tables, and not every column.
 */
export const start: Migration = {
  name: "start",
  sql: `
create table if not exists ${SCHEMA}.job (
  id uuid primary key,
  project text not null,
  base_commit text,
  workflow text not null,
  request text not null,
  options jsonb not null default '{}',
  limits jsonb not null default '{}',
  priority int not null default 0,
  idempotency text unique,
  source jsonb not null,
  state text not null default 'queued',
  reason text,
  queue_id uuid,
  fence int not null default 0,
  attempts int not null default 0,
  worker text,
  run text,
  question jsonb,
  answers jsonb not null default '[]',
  spent jsonb not null default '{}',
  branch text,
  report text,
  diff text,
  key text not null,
  created timestamptz not null default now(),
  updated timestamptz not null default now(),
  ended timestamptz
);
create table if not exists ${SCHEMA}.event (
  job uuid not null references ${SCHEMA}.job on delete cascade,
  seq int not null,
  fence int not null,
  line text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (job, seq)
);
create table if not exists ${SCHEMA}.object (
  job uuid not null references ${SCHEMA}.job on delete cascade,
  sha text not null,
  bytes bytea not null,
  primary key (job, sha)
);
create table if not exists ${SCHEMA}.tree (
  job uuid primary key references ${SCHEMA}.job on delete cascade,
  fence int not null,
  bundle bytea not null
);
create table if not exists ${SCHEMA}.audit (
  n bigint generated always as identity primary key,
  job uuid,
  who text not null,
  what text not null,
  details jsonb not null default '{}',
  at timestamptz not null default clock_timestamp()
);
create table if not exists ${SCHEMA}.setting (
  name text primary key,
  value jsonb not null
);
create table if not exists ${SCHEMA}.token (
  hash text primary key,
  name text not null unique,
  role text not null,
  project text,
  created timestamptz not null default now(),
  used timestamptz
);
-- What databases of before the first number may lack or have too much.
alter table ${SCHEMA}.job
  add column if not exists wish jsonb,
  add column if not exists rolled_back boolean not null default false,
  add column if not exists pushed boolean not null default false,
  add column if not exists pull text,
  add column if not exists vendors text[],
  add column if not exists cleared timestamptz;
alter table ${SCHEMA}.tree drop column if exists seq;
create index if not exists job_state on ${SCHEMA}.job (state, priority desc, created);
create index if not exists job_waits on ${SCHEMA}.job (priority desc, created) where state = 'queued' and queue_id is null;
create index if not exists audit_job on ${SCHEMA}.audit (job);
`,
};
