import { SCHEMA } from "../schema.ts";
import type { Migration } from "./index.ts";

/**
 * What jobs have cost by day and project, for figures that read no job. Each end of a job is a line,
 * as in `job_count`. One that goes on is taken back; one that begins anew has cost it all the same.
 */
export const spending: Migration = {
  name: "spending",
  sql: `
create table ${SCHEMA}.spending (
  day date not null,
  project text not null,
  runs int not null,
  money float8 not null,
  unpriced int not null
);
create index spending_day on ${SCHEMA}.spending (day);
create function ${SCHEMA}.spend(ended timestamptz, project text, spent jsonb, n int) returns void language sql as $spend$
  insert into ${SCHEMA}.spending
  select (ended at time zone 'UTC')::date, project, n, n * coalesce((spent->>'money')::float8, 0),
    case when spent->>'money' is null then n else 0 end
  where ended is not null and (spent->>'tokens')::float8 > 0
$spend$;
create function ${SCHEMA}.spend_job() returns trigger language plpgsql as $spend$
begin
  perform ${SCHEMA}.spend(old.ended, old.project, old.spent, -1);
  perform ${SCHEMA}.spend(new.ended, new.project, new.spent, 1);
  return null;
end $spend$;
create trigger spend_job after update of ended on ${SCHEMA}.job
  for each row when (old.ended is distinct from new.ended) execute function ${SCHEMA}.spend_job();
insert into ${SCHEMA}.spending
  select (ended at time zone 'UTC')::date, project, count(*), coalesce(sum((spent->>'money')::float8), 0),
    count(*) filter (where spent->>'money' is null)
  from ${SCHEMA}.job where ended is not null and (spent->>'tokens')::float8 > 0 group by 1, 2;
create index job_newest_of_person on ${SCHEMA}.job ((coalesce(source->>'person', source->>'name')), created desc, id desc);
`,
};
