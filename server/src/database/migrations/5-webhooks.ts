import { SCHEMA } from "../schema.ts";
import type { Migration } from "./index.ts";

/**
 * Each change of a job's state is noted beside it for the webhooks that ask for it, whoever makes it.
 * A note refers to its webhook by no key: one that is removed meanwhile must not fail the change.
 */
export const webhooks: Migration = {
  name: "webhooks",
  sql: `
create table ${SCHEMA}.webhook (
  id uuid primary key,
  url text not null,
  project text,
  states text[] not null,
  secret text not null,
  who text not null,
  created timestamptz not null default now(),
  failure jsonb,
  failing timestamptz,
  off timestamptz
);
create table ${SCHEMA}.webhook_event (
  n bigint generated always as identity primary key,
  id uuid not null default gen_random_uuid(),
  webhook uuid not null,
  job uuid not null,
  state text not null,
  project text not null,
  workflow text not null,
  at timestamptz not null default clock_timestamp()
);
create function ${SCHEMA}.note_state() returns trigger language plpgsql as $note$
begin
  insert into ${SCHEMA}.webhook_event (webhook, job, state, project, workflow)
    select id, new.id, new.state, new.project, new.workflow from ${SCHEMA}.webhook
    where off is null and (project is null or project = new.project) and new.state = any(states);
  return null;
end $note$;
create trigger note_state after insert on ${SCHEMA}.job
  for each row execute function ${SCHEMA}.note_state();
create trigger note_state_change after update of state on ${SCHEMA}.job
  for each row when (old.state <> new.state) execute function ${SCHEMA}.note_state();
`,
};
