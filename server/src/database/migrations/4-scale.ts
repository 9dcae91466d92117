import { SCHEMA } from "../schema.ts";
import type { Migration } from "./index.ts";

/**
 * What lists, the board and the removal of old records look up, at hundreds of thousands of jobs.
 * Each change of a state is a line of `job_count`, and their sum is how many there are: who changes
 * a job waits for nobody else's count. Old lines are summed up now and then.
 */
export const scale: Migration = {
  name: "scale",
  sql: `
create index job_newest on ${SCHEMA}.job (created desc, id desc);
create index job_newest_of_state on ${SCHEMA}.job (state, created desc, id desc);
create index job_newest_of_project on ${SCHEMA}.job (project, created desc, id desc);
create index job_cost on ${SCHEMA}.job (workflow, ended desc) where state = 'complete';
create index job_cost_of_project on ${SCHEMA}.job (project, workflow, ended desc) where state = 'complete';
create index job_ended on ${SCHEMA}.job (ended) where ended is not null;
create index job_kept on ${SCHEMA}.job (ended) where ended is not null and cleared is null;
create index job_cleared on ${SCHEMA}.job (project) where cleared is not null and run is not null;
create index job_pull on ${SCHEMA}.job (created desc) where pull is not null;
create index job_address on ${SCHEMA}.job ((source->>'issue')) where workflow = 'address';
create index audit_delivery on ${SCHEMA}.audit ((details->>'digest')) where what = 'delivery';
create index job_fresh on ${SCHEMA}.job (priority desc, created, id)
  where state = 'queued' and queue_id is null and run is null and wish is null;
create index job_begun on ${SCHEMA}.job (priority desc, created, id)
  where state = 'queued' and queue_id is null and (run is not null or wish is not null);
create index job_sent on ${SCHEMA}.job (project) where state = 'queued' and queue_id is not null;
create table ${SCHEMA}.job_count (
  project text not null,
  state text not null,
  n int not null
);
create index job_count_project on ${SCHEMA}.job_count (project);
create function ${SCHEMA}.count_job() returns trigger language plpgsql as $count$
begin
  if tg_op <> 'INSERT' then
    insert into ${SCHEMA}.job_count values (old.project, old.state, -1);
  end if;
  if tg_op <> 'DELETE' then
    insert into ${SCHEMA}.job_count values (new.project, new.state, 1);
  end if;
  return null;
end $count$;
create trigger count_job after insert or delete on ${SCHEMA}.job
  for each row execute function ${SCHEMA}.count_job();
create trigger count_job_change after update of state, project on ${SCHEMA}.job
  for each row when (old.state <> new.state or old.project <> new.project) execute function ${SCHEMA}.count_job();
insert into ${SCHEMA}.job_count select project, state, count(*) from ${SCHEMA}.job group by project, state;
`,
};
