import { type Client, heavy, type Pool, patiently, transaction } from "../database/connection.ts";
import { CHANGED, SCHEMA } from "../database/schema.ts";
import { admit } from "../jobs/admission.ts";
import { release } from "../jobs/after.ts";
import type { Answer, Job, Question } from "../jobs/job.ts";
import { MAX_ATTEMPTS } from "../jobs/job.ts";
import { tellChanged, writeAudit } from "../jobs/store.ts";
import { IS_CLAIMED, type Queue, type Taken } from "../queue.ts";
import type { MissingRequirement } from "./lacks.ts";

/**
 * What a worker has of the database: a job that it holds, and writes that count only as long as it
 * holds it.
 */

/** Thrown where somebody else has the job by now, or nobody is to have it: nothing was written. */
export class Lost extends Error {
  constructor() {
    super("the job is held by somebody else, or was cancelled");
  }
}

/** Thrown where the journal of the run is not the one that was kept. */
export class Forked extends Error {
  constructor(seq: number) {
    super(`the journal differs from the one that was kept, at event ${seq} or before`);
  }
}

export interface Spent {
  tokens: number;
  money: number | null;
  minutes: number;
}

/** A job as its worker needs it. */
export interface LeasedJob
  extends Pick<
    Job,
    | "id"
    | "project"
    | "base_commit"
    | "workflow"
    | "request"
    | "options"
    | "limits"
    | "priority"
    | "needs"
    | "base"
    | "source"
    | "attempts"
    | "branch"
    | "run"
    | "wish"
  > {
  /** The job that it comes after, of the same project, where that has left something to begin on. */
  before: { id: string; branch: string } | null;
  fence: number;
  answers: Answer[];
  spent: Partial<Spent>;
  pushed: boolean;
  key: string;
}

const HELD_COLUMNS =
  "id, project, base_commit, workflow, request, options, limits, priority, needs, base, source, fence, attempts, answers, spent, branch, run, wish, pushed, key";

/** Whether that is merged, its repository says. */
const BEFORE = `(select json_build_object('id', one.id, 'branch', one.branch) from ${SCHEMA}.job one
  where one.id = job.after and job.base is null and one.project = job.project and one.branch is not null
    and not one.rolled_back and coalesce(one.wish->>'back', one.state) = 'complete')`;

/** What an attempt left that others go on with. */
export interface AttemptOutput {
  lines: string[];
  objects: Map<string, Buffer>;
  bundle: Buffer | null;
}

/** News of a run that are kept together, or not at all. */
export interface News {
  events: { seq: number; line: string }[];
  objects: Map<string, Buffer>;
  /** The run's commits and files; null: they are as they were. */
  bundle: Buffer | null;
  spent: Spent;
  /** A task was accepted: the attempts are counted anew. */
  isProgress: boolean;
  run: string | null;
  /** Whose models its tasks have. */
  vendors: string[];
}

/** `diff`: what the run has changed so far, for whoever answers. */
export interface OpenQuestions {
  state: "question";
  reason: string | null;
  questions: Question[];
  diff?: string | null;
}

export type Ending =
  | {
      state: "complete" | "failed";
      reason: string | null;
      report: string | null;
      diff: string | null;
      branch: string | null;
      /** As of News; what a job that is over can be worked with later. */
      bundle?: Buffer | null;
    }
  /** A wish was looked after: done, or not, which `reason` says. */
  | { state: "followed"; reason: string; done: { diff?: string; bundle?: Buffer | null } | null }
  | OpenQuestions
  /** It is tried again after `seconds`; parked instead where that was tried often enough. */
  | { state: "again"; reason: string; seconds: number; isOurs: boolean }
  /** This machine cannot, for now: no attempt. Another one may take it soon, this one when it can. */
  | { state: "lacks"; lack: MissingRequirement };

/** What a machine lacked has the job wait: each time in a row twice as long. */
const LACKED_S = 2;
const LACKED_MOST_S = 600;
/** After a worker that cannot, another one may take it after so long. */
const OTHERS_S = 2;
/** The same after one whose labels are not those that the job needs. */
const LABELS_S = 5;
/** So often in a row a job met a lack that may be its own fault: a person has to look. */
const MOST_DOUBTED = 8;

const parkedText = (reason: string | null): string =>
  `${MAX_ATTEMPTS} attempts without a newly accepted task${reason ? `; the last one: ${reason}` : ""}`;

/** Postgres takes no NUL in a text. */
const plain = (text: string | null): string | null => text?.replaceAll("\0", "") ?? null;

/**
 * Takes a job for this worker: whoever had it before can write nothing more. Null: there is nothing
 * to do. `labels`: those of this worker; `lacked`: what it lacks for a project. It leaves other jobs
 * to others.
 */
export function takeJob(
  pool: Pool,
  queue: Queue,
  taken: Taken,
  worker: string,
  labels: readonly string[] = [],
  lacked: (project: string) => MissingRequirement | null = () => null,
): Promise<LeasedJob | null> {
  return patiently(() =>
    transaction(pool, async (client) => {
      const found = await client.query(
        `select id, project, priority, needs, attempts, reason from ${SCHEMA}.job where id = $3 and queue_id = $1 and state in ('queued', 'running')
         and ${IS_CLAIMED} for update`,
        [taken.queueId, taken.claim ?? null, taken.job],
      );
      const [row] = found.rows;
      if (row === undefined) return null;
      if (row.attempts >= MAX_ATTEMPTS) {
        await park(client, queue, taken.job, parkedText(row.reason));
        await queue.complete(client, taken.queueId);
        return null;
      }
      if (!row.needs.every((one: string) => labels.includes(one))) {
        await queue.complete(client, taken.queueId);
        await wait(client, queue, row, row.reason, LABELS_S);
        return null;
      }
      const missing = lacked(row.project);
      if (missing !== null) {
        await queue.complete(client, taken.queueId);
        await wait(client, queue, row, lacksText(worker, missing), OTHERS_S);
        return null;
      }
      const { rows } = await client.query<LeasedJob>(
        `update ${SCHEMA}.job set fence = fence + 1, attempts = attempts + 1, state = 'running', worker = $2, updated = now()
         where id = $1 returning ${HELD_COLUMNS}, ${BEFORE} as before`,
        [taken.job, worker],
      );
      await tellChanged(client, taken.job);
      return rows[0]!;
    }),
  );
}

const lacksText = (worker: string, { what, why }: MissingRequirement): string =>
  `the worker ${worker} lacks ${what}: ${why}`;

/** The job waits for a worker again, and is taken in so many seconds. */
async function wait(
  client: Client,
  queue: Queue,
  job: Pick<LeasedJob, "id" | "project" | "priority" | "needs">,
  reason: string | null,
  seconds: number,
): Promise<void> {
  const queueId = await queue.send(client, job, { seconds });
  await client.query(
    `update ${SCHEMA}.job set state = 'queued', reason = $3, queue_id = $2, worker = null, updated = now() where id = $1`,
    [job.id, queueId, plain(reason)],
  );
  await tellChanged(client, job.id);
}

/** Has those of these jobs that still wait be taken at once: what they waited for is there. */
export function hurry(pool: Pool, queue: Queue, ids: string[]): Promise<void> {
  return patiently(() =>
    transaction(pool, async (client) => {
      const { rows } = await client.query(
        `select id, project, priority, needs, reason, queue_id from ${SCHEMA}.job
         where id = any($1) and state = 'queued' and lacked > 0 and queue_id is not null order by id for update`,
        [ids],
      );
      for (const { queue_id, ...job } of rows) {
        await queue.cancel(client, queue_id);
        await wait(client, queue, job, job.reason, 0);
      }
    }),
  );
}

/** A job that has ended is not parked: only what was wished of it is given up. */
async function park(client: Client, queue: Queue, id: string, reason: string): Promise<void> {
  await client.query(
    `update ${SCHEMA}.job set state = coalesce(wish->>'back', 'parked'), wish = null, reason = $2, queue_id = null,
       worker = null, updated = now() where id = $1`,
    [id, plain(reason)],
  );
  await writeAudit(client, id, "server", "park", { reason });
  await admit(client, queue);
  await tellChanged(client, id);
}

/** A job by its id and fence, while it is this worker's. */
const MINE = "id = $1 and fence = $2 and state = 'running'";

/**
 * All of it in one statement: a worker that stops before or after it holds nothing. Events that
 * are there are of a write whose end was not heard of, and have to be the same.
 */
const KEEP = `
  with mine as (select id from ${SCHEMA}.job where ${MINE} for no key update),
  news as (select seq, line from unnest($3::int[], $4::text[]) one (seq, line)),
  same as (select not exists (select from ${SCHEMA}.event kept join news using (seq) where job = $1 and kept.line <> news.line)
    and ($13::int <= 1 or exists (select from ${SCHEMA}.event where job = $1 and seq = $13 - 1)) as ok),
  held as (select id from mine, same where ok),
  events as (insert into ${SCHEMA}.event (job, seq, fence, line)
    select id, seq, $2, line from held, news on conflict (job, seq) do nothing),
  objects as (insert into ${SCHEMA}.object (job, sha, bytes)
    select id, sha, bytes from held, unnest($5::text[], $6::bytea[]) one (sha, bytes) on conflict (job, sha) do nothing),
  tree as (insert into ${SCHEMA}.tree (job, fence, bundle) select id, $2, $7::bytea from held where $7::bytea is not null
    on conflict (job) do update set fence = excluded.fence, bundle = excluded.bundle),
  kept as (update ${SCHEMA}.job set spent = spent || $8::jsonb, attempts = case when $9 then 0 else attempts end, lacked = 0,
    run = coalesce($10, run), vendors = $11, updated = now() from held where job.id = held.id returning job.id)
  select exists (select from mine) as is_mine, (select ok from same) as is_same, (select pg_notify($12, id::text)::text from kept)`;

function bytesOf(ending: Ending): number {
  const more = ending.state === "followed" ? ending.done : ending;
  return more === null || !("bundle" in more) ? 0 : (more.bundle?.length ?? 0);
}

const knownOf = ({ money, ...spent }: Spent): string =>
  JSON.stringify(money === null ? spent : { ...spent, money });

/** A job that this worker has taken. Each write begins with a look at its fence. */
export class Hold {
  private readonly gone = new AbortController();
  private vendors = -1;

  constructor(
    private readonly pool: Pool,
    private readonly queue: Queue,
    private readonly queueId: string,
    readonly job: LeasedJob,
  ) {}

  /** Aborts as soon as a write has shown that the job is not this worker's any more. */
  get lost(): AbortSignal {
    return this.gone.signal;
  }

  /** What earlier attempts left. It is long, and holds nobody up: nobody else writes to it. */
  left(): Promise<AttemptOutput> {
    const { id, fence } = this.job;
    return this.held(async () => {
      const mine = await this.pool.query(`select from ${SCHEMA}.job where ${MINE}`, [id, fence]);
      if (mine.rowCount === 0) throw new Lost();
      const events = await this.pool.query(
        heavy(`select line from ${SCHEMA}.event where job = $1 order by seq`, [id]),
      );
      const objects = await this.pool.query(
        heavy(`select sha, bytes from ${SCHEMA}.object where job = $1`, [id]),
      );
      return {
        lines: events.rows.map(({ line }) => line),
        objects: new Map(objects.rows.map(({ sha, bytes }) => [sha, bytes])),
        bundle: await this.bundleOf(id),
      };
    });
  }

  /** What was kept of a job's commits. */
  async bundleOf(id: string): Promise<Buffer | null> {
    const { rows } = await patiently(() =>
      this.pool.query(heavy(`select bundle from ${SCHEMA}.tree where job = $1`, [id])),
    );
    return rows[0]?.bundle ?? null;
  }

  /** Runs of the project whose record was removed. */
  async clearedRuns(): Promise<string[]> {
    const { rows } = await patiently(() =>
      this.pool.query(
        `select run from ${SCHEMA}.job where project = $1 and cleared is not null and run is not null`,
        [this.job.project],
      ),
    );
    return rows.map(({ run }) => run);
  }

  /** Notes where the job begins, and the branch of its work. */
  begin(base: string, branch: string): Promise<void> {
    return this.fenced(async (client) => {
      await client.query(`update ${SCHEMA}.job set base_commit = $2, branch = $3 where id = $1`, [
        this.job.id,
        base,
        branch,
      ]);
    });
  }

  /** Keeps news of the run. @throws Lost, Forked */
  async keep({ events, objects, bundle, spent, isProgress, run, vendors }: News): Promise<void> {
    const { id, fence } = this.job;
    const [first = 0, last = 0] = [events[0]?.seq, events.at(-1)?.seq];
    const bytes = [bundle, ...objects.values()].reduce((sum, one) => sum + (one?.length ?? 0), 0);
    await this.held(async () => {
      const { rows } = await this.pool.query<{ is_mine: boolean; is_same: boolean }>(
        heavy(
          KEEP,
          [
            ...[id, fence, events.map(({ seq }) => seq), events.map(({ line }) => line)],
            ...[[...objects.keys()], [...objects.values()], bundle, knownOf(spent)],
            ...[isProgress, run, vendors, CHANGED, first],
          ],
          bytes,
        ),
      );
      if (!rows[0]!.is_mine) throw new Lost();
      if (!rows[0]!.is_same || last - first + 1 !== Math.max(1, events.length))
        throw new Forked(last);
    });
    // It may be known only now that it takes no place of a vendor.
    if (vendors.length !== this.vendors) await this.fenced((client) => admit(client, this.queue));
    this.vendors = vendors.length;
  }

  /** Keeps the commits of a run that is over. */
  keepCommits(bundle: Buffer | null): Promise<void> {
    return this.fenced((client) => this.keepBundle(client, bundle), bundle?.length);
  }

  /** Ends this attempt, and the queue's entry with it. @throws Lost */
  settle(ending: Ending, spent?: Spent): Promise<void> {
    const { id, attempts } = this.job;
    return this.fenced(async (client) => {
      await this.queue.complete(client, this.queueId);
      if (spent !== undefined) await this.noteSpent(client, spent);
      if (ending.state === "again") return this.again(client, ending);
      if (ending.state === "lacks") return this.lacks(client, ending.lack);
      if (ending.state === "followed") return this.followed(client, ending);
      if (ending.state !== "question") await this.keepBundle(client, ending.bundle ?? null);
      const isQuestion = ending.state === "question";
      await client.query(
        `update ${SCHEMA}.job set state = $2, reason = $3, question = $4, report = $5, diff = $6, branch = case when $8 then branch else $7 end,
           queue_id = null, worker = null, updated = now(), ended = case when $8 then null else now() end where id = $1`,
        [
          id,
          ending.state,
          plain(ending.reason),
          isQuestion ? JSON.stringify({ all: ending.questions }).replaceAll("\\u0000", "") : null,
          isQuestion ? null : plain(ending.report),
          plain(ending.diff ?? null),
          isQuestion ? null : ending.branch,
          isQuestion,
        ],
      );
      await writeAudit(client, id, "server", ending.state, { attempt: attempts });
      if (ending.state !== "question") await release(client, id, ending.state);
      await admit(client, this.queue);
      await tellChanged(client, id);
    }, bytesOf(ending));
  }

  /** The job is what it was before the wish, but for what came of that. */
  private async followed(
    client: Client,
    { reason, done }: Ending & { state: "followed" },
  ): Promise<void> {
    const { id, wish } = this.job;
    await this.keepBundle(client, done?.bundle ?? null);
    const isPushed = done !== null && wish!.what === "publish";
    const isBack = done === null || isPushed ? null : wish!.what === "rollback";
    await client.query(
      `update ${SCHEMA}.job set state = $2, reason = $3, diff = coalesce($4, diff), wish = null, queue_id = null, worker = null,
         rolled_back = coalesce($5, rolled_back), pushed = pushed or $6, updated = now() where id = $1`,
      [id, wish!.back, plain(reason), plain(done?.diff ?? null), isBack, isPushed],
    );
    await writeAudit(client, id, "server", wish!.what, { done: done !== null, reason });
    await admit(client, this.queue);
    await tellChanged(client, id);
  }

  private async keepBundle(client: Client, bundle: Buffer | null): Promise<void> {
    const { id, fence } = this.job;
    if (bundle === null) return;
    const text = `insert into ${SCHEMA}.tree (job, fence, bundle) values ($1, $2, $3)
       on conflict (job) do update set fence = excluded.fence, bundle = excluded.bundle`;
    await client.query(heavy(text, [id, fence, bundle], bundle.length));
  }

  private async noteSpent(client: Client, spent: Spent): Promise<void> {
    await client.query(`update ${SCHEMA}.job set spent = spent || $2::jsonb where id = $1`, [
      this.job.id,
      knownOf(spent),
    ]);
  }

  /** `isOurs`: the attempt ended because this worker does, and counts for nothing. */
  private async again(
    client: Client,
    { reason, seconds, isOurs }: Ending & { state: "again" },
  ): Promise<void> {
    const { job } = this;
    const { rows } = await client.query<{ attempts: number }>(
      `update ${SCHEMA}.job set attempts = greatest(0, attempts - $2), lacked = 0 where id = $1 returning attempts`,
      [job.id, isOurs ? 1 : 0],
    );
    if (rows[0]!.attempts >= MAX_ATTEMPTS)
      return park(client, this.queue, job.id, parkedText(reason));
    await wait(client, this.queue, job, reason, seconds);
  }

  private async lacks(client: Client, missing: MissingRequirement): Promise<void> {
    const { job } = this;
    const { rows } = await client.query<{ lacked: number; worker: string }>(
      `update ${SCHEMA}.job set attempts = greatest(0, attempts - 1), lacked = lacked + 1 where id = $1 returning lacked, worker`,
      [job.id],
    );
    const { lacked, worker } = rows[0]!;
    const reason = lacksText(worker, missing);
    if (missing.isDoubtful && lacked >= MOST_DOUBTED)
      return park(client, this.queue, job.id, reason);
    const seconds = Math.min(LACKED_S * 2 ** (lacked - 1), LACKED_MOST_S);
    await wait(client, this.queue, job, reason, seconds);
  }

  /**
   * Runs `work` in a transaction, as long as the job is this worker's. `bytes`: so many are on their
   * way in it.
   */
  private fenced<T>(work: (client: Client) => Promise<T>, bytes = 0): Promise<T> {
    const { id, fence } = this.job;
    const one = (client: Client) =>
      client.query(`select 1 from ${SCHEMA}.job where ${MINE} for no key update`, [id, fence]);
    return this.held(() =>
      transaction(
        this.pool,
        async (client) => {
          if ((await one(client)).rowCount === 0) throw new Lost();
          return work(client);
        },
        { bytes },
      ),
    );
  }

  /** Tries again while Postgres is away, as long as the job is this worker's. */
  private async held<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await patiently(work, this.lost);
    } catch (error) {
      if (error instanceof Lost) this.gone.abort(error);
      throw error;
    }
  }
}
