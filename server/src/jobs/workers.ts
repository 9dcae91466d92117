import { z } from "zod";
import type { Client, Pool } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import { count, flag, list, time, words } from "../fields.ts";
import { IS_LIVE, LAST_HEARD } from "../queue.ts";

/** Workers as they tell of themselves, beside what the queue hears of their programs. */

/** What a worker says at its start. */
export interface Standing {
  name: string;
  host: string;
  pid: number;
  version: string;
  labels: string[];
  slots: number;
}

export const WorkerView = z.object({
  name: words("The worker's name."),
  host: words("Its machine."),
  version: words("Its version of multi-ai."),
  labels: z.array(z.string()).describe("Labels that jobs may need."),
  slots: count("Jobs at once."),
  jobs: list("What it is at work on.", {
    id: z.uuid().describe("The job's id."),
    project: words("The job's project."),
  }),
  lacks: list("What is missing there.", {
    what: words("What is missing there."),
    why: words("How that was found."),
    since: time("Since when."),
  }),
  draining: flag("Whether it takes no jobs until it has what it lacks."),
  live: flag("Whether it was heard lately."),
  started: time("When it was started."),
  heard: time("When it was heard last.").nullable(),
});
export type WorkerView = z.infer<typeof WorkerView>;
export type Lacking = WorkerView["lacks"][number];

export const register = (client: Pick<Client, "query">, one: Standing) =>
  client.query(
    `insert into ${SCHEMA}.worker (name, host, pid, version, labels, slots) values ($1, $2, $3, $4, $5, $6)
     on conflict (name) do update set host = excluded.host, pid = excluded.pid, version = excluded.version,
       labels = excluded.labels, slots = excluded.slots, lacks = '[]', draining = false, started = now()`,
    [one.name, one.host, one.pid, one.version, one.labels, one.slots],
  );

export const noteLacks = (pool: Pool, name: string, lacks: Lacking[], draining: boolean) =>
  pool.query(`update ${SCHEMA}.worker set lacks = $2, draining = $3 where name = $1`, [
    name,
    JSON.stringify(lacks),
    draining,
  ]);

export const unregister = (pool: Pool, name: string) =>
  pool.query(`delete from ${SCHEMA}.worker where name = $1`, [name]);

/** Those that are there, and those that went without a word in the last day; forgets older ones. */
export async function listWorkers(pool: Pool): Promise<WorkerView[]> {
  await pool.query(
    `delete from ${SCHEMA}.worker where started < now() - interval '1 day'
       and coalesce(${LAST_HEARD}, started) < now() - interval '1 day'`,
  );
  const { rows } = await pool.query(
    `select name, host, version, labels, slots, lacks, draining, started, ${IS_LIVE} as live, ${LAST_HEARD} as heard,
       coalesce((select jsonb_agg(jsonb_build_object('id', id, 'project', project) order by updated)
         from ${SCHEMA}.job where state = 'running' and job.worker = worker.name), '[]') as jobs
     from ${SCHEMA}.worker order by name`,
  );
  return rows.map((row) => ({
    ...row,
    started: row.started.toISOString(),
    heard: row.heard?.toISOString() ?? null,
  }));
}

/** Labels of each worker that is there. */
export async function labelsThere(client: Pick<Client, "query">): Promise<string[][]> {
  const { rows } = await client.query<{ labels: string[] }>(
    `select distinct labels from ${SCHEMA}.worker where labels <> '{}' and ${IS_LIVE}`,
  );
  return rows.map(({ labels }) => labels);
}

/** Labels of a job that one worker would need and none has; empty: a worker has all. */
export const missingLabels = (needs: readonly string[], there: string[][]): string[] =>
  needs.length === 0 || there.some((labels) => needs.every((one) => labels.includes(one)))
    ? []
    : [...needs];
