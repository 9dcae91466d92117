import { z } from "zod";
import type { Pool } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import { amount, count, oneOf } from "../fields.ts";
import { ALL_WORKFLOWS, STATES, type State } from "./job.ts";

/** Figures over many jobs. `project`: of this one alone; null: of all. */

/** Sums up what was counted so far, so that there are few lines to add. */
export async function foldCounts(pool: Pool): Promise<void> {
  await pool.query(
    `with gone as (delete from ${SCHEMA}.job_count returning project, state, n)
     insert into ${SCHEMA}.job_count select project, state, sum(n) from gone group by project, state having sum(n) <> 0`,
  );
  await pool.query(
    `with many as (select day, project from ${SCHEMA}.spending group by day, project having count(*) > 1),
       gone as (delete from ${SCHEMA}.spending one using many where (one.day, one.project) = (many.day, many.project) returning one.*)
     insert into ${SCHEMA}.spending select day, project, sum(runs), sum(money), sum(unpriced) from gone group by day, project`,
  );
}

export const Spent = {
  runs: count("Runs that have ended and used models."),
  money: amount("US dollars of those whose price is known."),
  unpriced: count("Runs whose price is not known: their money is not in it."),
};

/** What jobs have cost that ended in the last days, today among them: by day in UTC, and by project. */
export async function spendingOf(pool: Pool, project: string | null, days: number) {
  const { rows } = await pool.query<
    { [K in keyof typeof Spent]: number } & { day: string | null; project: string | null }
  >(
    `select to_char(day, 'YYYY-MM-DD') as day, project, sum(runs)::int as runs, sum(money) as money, sum(unpriced)::int as unpriced
     from ${SCHEMA}.spending where day > (now() at time zone 'UTC')::date - $2::int and ($1::text is null or project = $1)
     group by grouping sets ((day), (project)) having sum(runs) <> 0 order by day desc, money desc, project`,
    [project, days],
  );
  return {
    days: rows.flatMap(({ day, project: _, ...one }) => (day === null ? [] : [{ day, ...one }])),
    projects: rows.flatMap(({ day: _, project, ...one }) =>
      project === null ? [] : [{ project, ...one }],
    ),
  };
}

/** How many jobs are in each state. */
export async function countsOf(pool: Pool, project: string | null): Promise<Record<State, number>> {
  const { rows } = await pool.query<{ state: State; n: number }>(
    `select state, sum(n)::int as n from ${SCHEMA}.job_count where $1::text is null or project = $1 group by state`,
    [project],
  );
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

export const Cost = z.object({
  workflow: oneOf(ALL_WORKFLOWS, "The workflow."),
  jobs: count("Of so many complete jobs."),
  tokens: amount("Tokens.").nullable(),
  money: amount("US dollars.").nullable(),
  minutes: amount("Minutes of work.").nullable(),
});
export type Cost = z.infer<typeof Cost>;

/** So many of the newest ones say what is usual. */
const NEWEST = 100;

/** What a complete job of each workflow took: the median of the newest ones. */
export async function costsOf(pool: Pool, project: string | null): Promise<Cost[]> {
  const { rows } = await pool.query<Cost>(
    `select workflow, count(*)::int as jobs,
       percentile_cont(0.5) within group (order by (spent->>'tokens')::float8) as tokens,
       percentile_cont(0.5) within group (order by (spent->>'money')::float8) as money,
       percentile_cont(0.5) within group (order by (spent->>'minutes')::float8) as minutes
     from unnest($3::text[]) of(workflow) cross join lateral
       (select spent from ${SCHEMA}.job where state = 'complete' and job.workflow = of.workflow and ${project === null ? "$1::text is null" : "project = $1"}
        order by ended desc limit $2) one
     group by workflow`,
    [project, NEWEST, ALL_WORKFLOWS],
  );
  const none = { jobs: 0, tokens: null, money: null, minutes: null };
  return ALL_WORKFLOWS.map(
    (workflow) => rows.find((row) => row.workflow === workflow) ?? { workflow, ...none },
  );
}
