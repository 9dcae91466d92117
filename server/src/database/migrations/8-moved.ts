import { SCHEMA } from "../schema.ts";
import type { Migration } from "./index.ts";

/**
 * When a job came to its state, or its branch to where it is: what is told of it is looked for among
 * those of the last day. Events of a run leave it alone, and cost no index anything.
 */
export const moved: Migration = {
  name: "moved",
  sql: `
alter table ${SCHEMA}.job add column moved timestamptz;
alter table ${SCHEMA}.job alter column moved set default now();
update ${SCHEMA}.job set moved = updated where updated > now() - interval '1 day';
create index job_moved on ${SCHEMA}.job (moved) where moved is not null;
create function ${SCHEMA}.move_job() returns trigger language plpgsql as $move$
begin
  new.moved = now();
  return new;
end $move$;
create trigger move_job before update of state, pushed, pull on ${SCHEMA}.job
  for each row when ((old.state, old.pushed, old.pull) is distinct from (new.state, new.pushed, new.pull))
  execute function ${SCHEMA}.move_job();
`,
};
