import { z } from "zod";
import type { Pool } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import { count, oneOf, time, words } from "../fields.ts";
import { QUEUE_SCHEMA } from "../queue.ts";
import { placesIn, type Reached, WAITING, type Waiting } from "./admission.ts";
import { STATE } from "./after.ts";
import type { Job, State } from "./job.ts";
import { readSettings } from "./settings.ts";
import { labelsThere, listWorkers, missingLabels, type WorkerView } from "./workers.ts";

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

/**
 * Why jobs wait, by their ids: of those that wait for a worker. `bound`: told to a token of their
 * project alone, so nothing of other projects or of workers: limits as the settings have them, the
 * place among the jobs of the project. That a label is missing is told all the same: nobody could
 * mend it else, and a label is a name without a project.
 */
export async function waitsOf(
  pool: Pool,
  jobs: readonly Job[],
  bound = false,
): Promise<Map<string, Waits>> {
  const queued = new Map(jobs.flatMap((job) => (job.state === "queued" ? [[job.id, job]] : [])));
  if (queued.size === 0) return new Map();
  const { rows } = await pool.query<Row>(
    `select id, queue_id, awaits, ${WAITING},
       (select ${STATE} from ${SCHEMA}.job where id = mine.awaits) as before
     from ${SCHEMA}.job mine where id = any($1)`,
    [[...queued.keys()]],
  );
  const sent = rows.flatMap(({ queue_id }) => queue_id ?? []);
  const [there, limits, entries, workers] = await Promise.all([
    labelsThere(pool),
    sent.length < rows.length ? placesIn(pool, await readSettings(pool)) : null,
    sent.length > 0 ? entriesOf(pool, sent, bound ? rows[0]!.project : null) : null,
    sent.length > 0 ? listWorkers(pool) : [],
  ]);
  const why = (row: Row, job: Job): Partial<Waits> & Pick<Waits, "for" | "why"> => {
    const { awaits, before } = row;
    // That one may be of another project.
    if (awaits !== null && before !== null)
      return {
        for: "job",
        why: `it comes after the job ${awaits}${bound ? "" : `, which ${STANDS[before]}`}`,
      };
    const missing = missingLabels(job.needs, there);
    if (missing.length > 0)
      return { for: "label", why: `no worker that is there has ${missing.join(" and ")}` };
    if (row.queue_id === null) return whyNoPlace(limits?.reached(row) ?? null, bound);
    const entry = entries?.get(row.queue_id);
    if (entry?.later)
      return {
        for: "time",
        why: job.reason ?? "it is tried again later",
        until: entry.start_after.toISOString(),
      };
    return { for: "worker", why: whyNoWorker(workers, job, bound), before: entry?.ahead ?? null };
  };
  return new Map(
    rows.map((row) => [row.id, { before: null, until: null, ...why(row, queued.get(row.id)!) }]),
  );
}

interface Row extends Waiting {
  id: string;
  queue_id: string | null;
  awaits: string | null;
  /** How the job stands that it awaits. */
  before: State | null;
}

interface Entry {
  id: string;
  start_after: Date;
  later: boolean;
  ahead: number;
}

/** How entries stand in the queue: `ahead` counts those that are taken sooner, of one project where that is given. */
async function entriesOf(
  pool: Pool,
  ids: string[],
  project: string | null,
): Promise<Map<string, Entry>> {
  const { rows } = await pool.query<Entry>(
    `select * from (
       select id, start_after, start_after > now as later,
         (count(*) filter (where start_after <= now) over (order by priority desc, created_on, id
           rows between unbounded preceding and current row exclude current row))::int as ahead
       from ${QUEUE_SCHEMA}.job entry, ${QUEUE_SCHEMA}.job_now() as now
       where state < 'active' and name in (select name from ${QUEUE_SCHEMA}.job where id = any($1))
         and ($2::text is null or exists (select from ${SCHEMA}.job where queue_id = entry.id and project = $2))
     ) one where id = any($1)`,
    [ids, project],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Why it was not sent to workers yet. */
function whyNoPlace(reached: Reached | null, bound: boolean): Pick<Waits, "for" | "why"> {
  if (reached === null) return { for: "limit", why: "its turn comes next" };
  const { by, count, most } = reached;
  const jobs = `at most ${most} jobs`;
  if (by === "project") return { for: by, why: `${count} of ${jobs} of its project are at work` };
  const of = bound ? jobs : `${count} of ${jobs}`;
  if (by === "limit") return { for: by, why: `${of} are in progress` };
  return { for: by, why: `${of} use models of ${reached.vendor}` };
}

function whyNoWorker(workers: WorkerView[], { needs }: Job, bound: boolean): string {
  const able = workers.filter(
    ({ live, labels }) => live && needs.every((one) => labels.includes(one)),
  );
  if (able.length === 0) return "no worker is there";
  if (able.some(({ draining }) => !draining)) return "the next free worker takes it, in its turn";
  if (bound) return "no worker takes jobs right now: ask whoever runs the server";
  const lacks = able.flatMap(({ name, lacks }) => lacks.map(({ what }) => `${name} lacks ${what}`));
  return `no worker takes jobs: ${lacks.join(", ")}`;
}
