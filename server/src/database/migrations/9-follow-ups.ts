import { SCHEMA } from "../schema.ts";
import type { Migration } from "./index.ts";

/**
 * What is done with a job that has ended brings it to no state: it is noted once, as what it came to.
 * Where that failed or was cancelled, nothing is noted. Webhooks that are told of every state are
 * told of these too.
 */
export const followUps: Migration = {
  name: "follow-ups",
  sql: `
alter table ${SCHEMA}.webhook_event add column event text, add column rolled_back boolean not null default false;
update ${SCHEMA}.webhook set states = states || array['rolled_back', 'restored', 'pushed']
  where states @> array['queued', 'running', 'question', 'complete', 'failed', 'cancelled', 'parked'];
create or replace function ${SCHEMA}.note_state() returns trigger language plpgsql as $note$
declare
  what text := new.state;
begin
  if tg_op = 'UPDATE' and (old.wish is not null or new.wish is not null) then
    what := case when old.wish is null or new.wish is not null then null
      when new.rolled_back and not old.rolled_back then 'rolled_back'
      when old.rolled_back and not new.rolled_back then 'restored'
      when new.pushed and not old.pushed then 'pushed' end;
  end if;
  insert into ${SCHEMA}.webhook_event (webhook, job, event, state, rolled_back, project, workflow)
    select id, new.id, what, new.state, new.rolled_back, new.project, new.workflow from ${SCHEMA}.webhook
    where off is null and (project is null or project = new.project) and what = any(states);
  return null;
end $note$;
`,
};
