import { type Pool, transaction } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import { type Job, WISHES } from "../jobs/job.ts";
import { JOB_COLUMNS, jobOf, type Store, TOKENS, writeAudit } from "../jobs/store.ts";

/** Tells services of questions and ends, each of them once: what was told stands in the audit. */

export interface Outlet {
  /** In the audit. */
  name: string;
  /** Jobs of this source alone; null: of all. */
  source: Job["source"]["by"] | null;
  /** Only jobs whose branch a person had pushed, and that have no pull request yet. */
  isPushed?: boolean;
  /** States that it is told of; of `queued` and `running` only the first time. */
  states: readonly Job["state"][];
  /** Returns what the audit says of it. @throws Unanswered */
  tell(job: NotifiedJob): Promise<object>;
}

/** What comes of a wish about a job that has ended; `park`: it is given up. */
const FOLLOWING = [...WISHES, "park"] as const;
/** `followed`: what was last to be done with it since it has ended, and whether it was; null: nothing. */
export interface NotifiedJob extends Job {
  followed: { what: (typeof FOLLOWING)[number]; done: boolean } | null;
}

/**
 * What changed is looked for at most so often, and again after so long where something could not be
 * told.
 */
const PAUSE_MS = 300;
const AGAIN_MS = 20_000;
/** The world outside may take so long to be told, while no other server tells it the same. */
const TELLING_MS = 120_000;
/** What is older is told to nobody: the service was not set up then. */
const MAX_AGE = "1 day";
const AT_ONCE = 20;
const TRIES = 10;

const BEGUN = ["queued", "running"];
/** A job as it stands, up to the next change. */
const VERSION = "extract(epoch from job.updated)::text";
/** The last word of workers and people about a job: of a wish that was cancelled nothing came. */
const FOLLOWED = `(select json_build_object('what', what, 'done', coalesce((details->>'done')::boolean, false)) from ${SCHEMA}.audit
  where audit.job = job.id and (who = 'server' or what = 'cancel') order by n desc limit 1)`;
export const DUE = `
  select ${JOB_COLUMNS}, ${VERSION} as version, ${FOLLOWED} as followed from ${SCHEMA}.job
  where state = any($1) and ($2::text is null or source->>'by' = $2) and (not $5 or pushed and pull is null) and moved > now() - interval '${MAX_AGE}' and updated > now() - interval '${MAX_AGE}'
    and ($6::uuid[] is null or id = any($6)) and not exists (select 1 from ${SCHEMA}.audit told where told.job = job.id and told.who = $3 and told.what = 'tell'
      and (job.state = any($4) or told.details->>'version' = ${VERSION}))`;

type PendingRow = Parameters<typeof jobOf>[0] & {
  version: string;
  followed: { what: string; done: boolean } | null;
};

/** null: nothing that is told, as a wish was cancelled. */
function toldOf({ version: _, followed: last, ...row }: PendingRow): NotifiedJob | null {
  const isFollowed = ["complete", "failed"].includes(row.state) && last !== null;
  if (isFollowed && last.what === "cancel") return null;
  const what = isFollowed && FOLLOWING.find((one) => one === last.what);
  return { ...jobOf(row), followed: what ? { what, done: last.done } : null };
}

/** Looks at these jobs; null: at all. Returns false where there is more to look at. */
type Look = (jobs: string[] | null) => Promise<unknown>;

export class Teller {
  private readonly failed = new Map<string, number>();
  private readonly stopListening: () => Promise<void>;
  private readonly over: Promise<unknown>;
  private isOver = false;
  private rings: ((isRung: boolean) => void)[] = [];
  /** Of each that looks, which jobs have changed since; null: any may have. */
  private readonly heard: { jobs: Set<string> | null }[] = [];

  constructor(
    private readonly pool: Pool,
    store: Store,
    outlets: Outlet[],
    private readonly say: (problem: string) => void,
    /** What else looks whenever a job has changed. */
    also: Record<string, Look> = {},
  ) {
    this.stopListening = store.listen((job) => {
      if (job !== TOKENS) this.ring(job);
    });
    const all: [string, Look][] = [
      ...outlets.map((one) => [one.name, (jobs) => this.tellDue(one, jobs)] as [string, Look]),
      ...Object.entries(also),
    ];
    this.over = Promise.all(all.map(([name, look]) => this.follow(name, look)));
  }

  async close(): Promise<void> {
    this.isOver = true;
    this.ring();
    await this.stopListening();
    await this.over;
  }

  private ring(job: string | null = null): void {
    for (const one of this.heard)
      if (job === null) one.jobs = null;
      else one.jobs?.add(job);
    for (const wake of this.rings.splice(0)) wake(true);
  }

  /** Returns whether it was rung for. */
  private wait(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      this.rings.push((isRung) => {
        clearTimeout(timer);
        resolve(isRung);
      });
    });
  }

  private async follow(name: string, look: Look): Promise<void> {
    const heard: (typeof this.heard)[number] = { jobs: null };
    this.heard.push(heard);
    while (!this.isOver) {
      const rung = this.wait(AGAIN_MS);
      const jobs = this.failed.size > 0 ? null : heard.jobs;
      heard.jobs = new Set();
      const isAll = await look(jobs && [...jobs]).catch((error: Error) => {
        this.say(`${name}: ${error.message}`);
        return false;
      });
      const isRung = this.isOver || (await rung);
      if (isAll === false || !isRung) heard.jobs = null;
      if (!this.isOver) await Bun.sleep(PAUSE_MS);
    }
  }

  /** Returns false where more is due than was told. */
  private async tellDue(outlet: Outlet, jobs: string[] | null): Promise<boolean> {
    const { rows } = await this.pool.query<PendingRow>(`${DUE} order by updated limit ${AT_ONCE}`, [
      ...this.wanted(outlet),
      jobs,
    ]);
    for (const { id } of rows) if (!this.isOver) await this.tellOne(outlet, id);
    return rows.length < AT_ONCE;
  }

  private wanted = ({ states, source, name, isPushed = false }: Outlet): unknown[] => [
    ...[states, source, name, BEGUN],
    isPushed,
  ];

  /** Another server on the same database may be telling the same. */
  private tellOne(outlet: Outlet, id: string): Promise<void> {
    return transaction(
      this.pool,
      async (client) => {
        const key = `tell ${outlet.name} ${id}`;
        const lock = await client.query("select pg_try_advisory_xact_lock(hashtext($1)) as got", [
          key,
        ]);
        if (!lock.rows[0].got) return;
        const { rows } = await client.query<PendingRow>(DUE, [...this.wanted(outlet), [id]]);
        if (rows[0] === undefined) return;
        const { version } = rows[0];
        const job = toldOf(rows[0]);
        const details = job === null ? {} : await this.tried(outlet, job, version);
        if (details !== null)
          await writeAudit(client, id, outlet.name, "tell", { version, ...details });
      },
      { idle: TELLING_MS },
    );
  }

  /** What the audit says of it; null: it is tried again. */
  private async tried(outlet: Outlet, job: NotifiedJob, version: string): Promise<object | null> {
    const key = `${outlet.name} ${job.id} ${version}`;
    try {
      const told = await outlet.tell(job);
      this.failed.delete(key);
      return told;
    } catch (error) {
      const { message } = error as Error;
      const count = (this.failed.get(key) ?? 0) + 1;
      this.say(`${outlet.name}: job ${job.id} could not be told: ${message}`);
      this.failed.set(key, count);
      if (count < TRIES) return null;
      this.failed.delete(key);
      return { problem: message };
    }
  }
}
