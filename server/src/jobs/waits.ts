import { z } from "zod";
import type { Pool } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import { count, oneOf, time, words } from "../fields.ts";
import { QUEUE_SCHEMA } from "../queue.ts";
import { awaitedState } from "./after.ts";
import type { Job, State } from "./job.ts";
import { readSettings } from "./settings.ts";
import { labelsThere, listWorkers, missingLabels } from "./workers.ts";

/**
 * `job`: the one that it comes after; `label`: no worker has all that it needs; `limit`, `vendor`: of the settings; `project`: as many
 * jobs of its project as may be are at work; `time`: it is tried again at `until`; `worker`: all that can are at work, or
 * there is none.
 */
export const WAITS_FOR = ["job", "label", "limit", "vendor", "project", "time", "worker"] as const;

/** Why a job waits for its worker. */
export const Waits = z.object({
  for: oneOf(WAITS_FOR, "What it waits for, in a word."),
  why: words("What it waits for, for a person."),
  before: count(
    "So many are taken before it; to a token of one project: of that project.",
  ).nullable(),
  until: time("It is taken no sooner.").nullable(),
});
export type Waits = z.infer<typeof Waits>;

const STANDS: Partial<Record<State, string>> = {
  queued: "is queued",
  running: "is running",
  question: "waits for an answer",
  parked: "is parked: retry that one",
};

const limits = (what: Waits["for"], why: string): Waits => ({
  ...{ for: what, why, before: null, until: null },
});

/**
 * Null: it does not wait for a worker. `bound`: told to a token of its project alone, so nothing of
 * other projects or of workers: limits as the settings have them, its place among the jobs of its
 * project. That a label is missing is told all the same: nobody could mend it else, and a label is
 * a name without a project.
 */
export async function waitsOf(pool: Pool, job: Job, bound = false): Promise<Waits | null> {
  if (job.state !== "queued") return null;
  const { rows } = await pool.query(
    `select queue_id, vendors, awaits from ${SCHEMA}.job where id = $1`,
    [job.id],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const before = row.awaits && (await awaitedState(pool, row.awaits));
  if (before)
    return limits(
      "job",
      // That one may be of another project.
      `it comes after the job ${row.awaits}${bound ? "" : `, which ${STANDS[before as State]}`}`,
    );
  const missing = job.needs.length === 0 ? [] : missingLabels(job.needs, await labelsThere(pool));
  if (missing.length > 0)
    return limits("label", `no worker that is there has ${missing.join(" and ")}`);
  if (row.queue_id === null)
    return (await limitOf(pool, job, row.vendors, bound)) ?? limits("limit", "its turn comes next");
  const entry = await pool.query(
    `select start_after, start_after > ${QUEUE_SCHEMA}.job_now() as later,
       (select count(*)::int from ${QUEUE_SCHEMA}.job one where one.name = mine.name and one.state < 'active'
         and one.start_after <= ${QUEUE_SCHEMA}.job_now()
         and (one.priority > mine.priority or one.priority = mine.priority and (one.created_on, one.id) < (mine.created_on, mine.id))
         and ($2::text is null or exists (select from ${SCHEMA}.job where queue_id = one.id and project = $2))) as ahead
     from ${QUEUE_SCHEMA}.job mine where id = $1`,
    [row.queue_id, bound ? job.project : null],
  );
  const [{ start_after: until = null, later = false, ahead = null } = {}] = entry.rows;
  if (later)
    return {
      ...{ for: "time", why: job.reason ?? "it is tried again later", before: null },
      until: until.toISOString(),
    };
  return { for: "worker", why: await whyNoWorker(pool, job, bound), before: ahead, until: null };
}

/** Which limit of the settings is reached; null: none. */
async function limitOf(
  pool: Pool,
  { project }: Job,
  vendors: string[] | null,
  bound: boolean,
): Promise<Waits | null> {
  const { in_progress, per_project, vendors: places } = await readSettings(pool);
  const atWork = await pool.query<{ n: number }>(
    `select ((select count(*) from ${SCHEMA}.job where state = 'running' and project = $1)
       + (select count(*) from ${SCHEMA}.job where state = 'queued' and queue_id is not null and project = $1))::int as n`,
    [project],
  );
  const { n } = atWork.rows[0]!;
  if (per_project !== null && n >= per_project)
    return limits("project", `${n} of at most ${per_project} jobs of its project are at work`);
  const { rows } = await pool.query<{ vendors: string[] | null; waits: boolean }>(
    `select vendors, state = 'question' or state = 'queued' and queue_id is null as waits from ${SCHEMA}.job where wish is null
       and (state in ('running', 'question') or state = 'queued' and (queue_id is not null or run is not null))`,
  );
  const of = (count: number, most: number) => `${bound ? "" : `${count} of `}at most ${most} jobs`;
  if (in_progress !== null && rows.length >= in_progress)
    return limits("limit", `${of(rows.length, in_progress)} are in progress`);
  const users = rows.filter(({ waits }) => !waits);
  for (const [vendor, most] of Object.entries(places)) {
    const count = users.filter((one) => one.vendors?.includes(vendor) ?? true).length;
    if (count >= most && (vendors?.includes(vendor) ?? true))
      return limits("vendor", `${of(count, most)} use models of ${vendor}`);
  }
  return null;
}

async function whyNoWorker(pool: Pool, { needs }: Job, bound: boolean): Promise<string> {
  const all = (await listWorkers(pool)).filter(({ live }) => live);
  const able = all.filter(({ labels }) => needs.every((one) => labels.includes(one)));
  const taking = able.filter(({ draining }) => !draining);
  if (able.length === 0) return "no worker is there";
  if (taking.length > 0) return "the next free worker takes it, in its turn";
  if (bound) return "no worker takes jobs right now: ask whoever runs the server";
  const lacks = able.flatMap(({ name, lacks }) => lacks.map(({ what }) => `${name} lacks ${what}`));
  return `no worker takes jobs: ${lacks.join(", ")}`;
}
