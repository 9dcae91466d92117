import { SCHEMA } from "../schema.ts";
import type { Migration } from "./index.ts";

export const workers: Migration = {
  name: "workers",
  sql: `
create table ${SCHEMA}.worker (
  name text primary key,
  host text not null,
  pid int not null,
  version text not null,
  labels text[] not null default '{}',
  slots int not null,
  lacks jsonb not null default '[]',
  draining boolean not null default false,
  started timestamptz not null default now()
);
alter table ${SCHEMA}.job add column needs text[] not null default '{}';
`,
};
