import { SCHEMA } from "../schema.ts";
import type { Migration } from "./index.ts";

export const order: Migration = {
  name: "order",
  // `awaits`: what `after` names, as long as that is not complete.
  sql: `
alter table ${SCHEMA}.job add column after uuid, add column base text, add column awaits uuid;
create index job_awaits on ${SCHEMA}.job (awaits) where awaits is not null;
create index job_free on ${SCHEMA}.job (priority desc, created, id)
  where state = 'queued' and queue_id is null and run is null and wish is null and awaits is null;
drop index ${SCHEMA}.job_fresh;
`,
};
