import { createHash, randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { isBlank } from "../../../src/run/publish/visible-text.ts";
import type { ROLES } from "../../options.mjs";
import { type Client, holding, type Pool, transaction } from "../database/connection.ts";
import { listenTo } from "../database/listen.ts";
import { CHANGED, SCHEMA } from "../database/schema.ts";
import { count, time, words } from "../fields.ts";
import type { Queue } from "../queue.ts";
import { admit } from "./admission.ts";
import { awaitAgain, awaitTurn, release } from "./after.ts";
import {
  type Answer,
  ENDED,
  type Job,
  type JobRequest,
  type NewJob,
  type Question,
  type Source,
  STATES,
  type State,
  type Wish,
} from "./job.ts";
import { reachedLimit } from "./limits.ts";
import { readSettings, type Settings, type SettingsChange, writeSettings } from "./settings.ts";

/** States that a job leaves again by itself or by a person's word. */
const OPEN = STATES.filter((state) => !ENDED.includes(state));

/** Columns of a job as the API gives it. */
export const JOB_COLUMNS =
  "id, project, base_commit, workflow, request, options, limits, priority, needs, after, base, source, state, reason, attempts, worker, run, question, spent, branch, wish, rolled_back, pull, cleared, created, updated, ended";

export interface Event {
  seq: number;
  /** As the journal has it. */
  line: string;
  at: string;
}

export const AuditEntry = z.object({
  n: count("Its number, which grows."),
  job: z.uuid().nullable().describe("The job; null: of the server."),
  who: words("Who has done it."),
  what: words("What was done."),
  details: z.record(z.string(), z.unknown()).describe("With what."),
  at: time("When."),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export type Role = (typeof ROLES)[number];

/** `project`: it sees and starts jobs of this one alone. */
export interface Token {
  name: string;
  role: Role;
  project: string | null;
}

interface TokenView extends Token {
  created: string;
  used: string | null;
}

/** Why nothing is changed, where the state of the job is not why. */
interface Unfit {
  /** `option`: the answer is none that the question has. `limit`: one is reached, and not raised. */
  why: "option" | "limit";
  problem: string;
  expected: string;
  next: string;
}

/** What became of a wish about a job; `job` is how it stands now. */
export type Outcome =
  | { ok: true; job: Job }
  | ({ ok: false; job: Job } & (Unfit | (Omit<Unfit, "why"> & { why: "conflict" })));

/** `person`: who has asked. Times: ISO 8601. `before`: `next` of the page before. */
export interface Listed {
  state?: State | State[] | undefined;
  person?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
  workflow?: string | undefined;
  project?: string | undefined;
  /** Part of the request, the project or the run. */
  text?: string | undefined;
  before?: string | undefined;
  limit: number;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Ids come from addresses that people type. */
const isId = (text: string): boolean => UUID.test(text);

/** Where a page ends, also once that job is gone: when its last job was made, in microseconds, and its id. */
export const CURSOR = /^(\d{1,17})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const CHECK_MS = 15_000;
/** A text is looked for in so many jobs at once, the newest that fit else. */
const SEARCHED = 5_000;

/** Beside a job of a list; `n`: the how manieth of those that were looked at. */
interface Found {
  micros: string;
  found: boolean;
  n: string;
}

const isNow = ({ state }: Job): string =>
  state === "question" ? "the job waits for an answer" : `the job is ${state}`;

/** What can be changed in each way. */
const FITS = {
  cancel: "a job that has not ended",
  decide: "a question that is open",
  retry: "a job that is parked, failed or cancelled, and no other job of its issue",
  rollback: "a complete or failed job with changes on its branch",
  undo: "a job that is rolled back",
  publish: "a complete job with changes on its branch",
};

const hashOf = (plain: string): string => createHash("sha256").update(plain).digest("hex");

/** A day is its beginning in UTC. */
const moment = (text: string | undefined): string | null =>
  text === undefined ? null : new Date(text).toISOString();

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

type Times<T> = { created: T; updated: T; ended: T | null; cleared: T | null };
type JobRow = Omit<Job, keyof Times<string>> & Times<Date>;

export const jobOf = (row: JobRow): Job => ({
  ...row,
  created: row.created.toISOString(),
  updated: row.updated.toISOString(),
  ended: iso(row.ended),
  cleared: iso(row.cleared),
});

/** Who makes and removes tokens: a person with a terminal there, whom no token names. */
const AT_SERVER = "terminal";

/** Thrown where a token was removed meanwhile. */
export class NoToken extends Error {}

/**
 * Has a token stay until the transaction ends: what is made in its name goes with it. @throws
 * NoToken
 */
export async function holdToken(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query(
    `select from ${SCHEMA}.token where name = $1 for key share`,
    [name],
  );
  if (rowCount === 0) throw new NoToken();
}

/** What is told in the place of a job where tokens were removed. */
export const TOKENS = "tokens";

/** Tells whoever listens that a job has changed, once the transaction is through. */
export const tellChanged = (client: Client, job: string) =>
  client.query("select pg_notify($1, $2)", [CHANGED, job]);

export const writeAudit = (
  client: Client,
  job: string | null,
  who: string,
  what: string,
  details: object = {},
) =>
  client.query(`insert into ${SCHEMA}.audit (job, who, what, details) values ($1, $2, $3, $4)`, [
    job,
    who,
    what,
    JSON.stringify(details),
  ]);

/** The same key of two people is two keys. */
const keyOf = (source: Source, key: string): string =>
  JSON.stringify([source.by, source.by === "github" ? source.repository : source.name, key]);

const whoIs = (source: Source): string =>
  source.by === "token"
    ? source.name
    : `${source.person} (${source.by === "github" ? `${source.repository}#${source.issue}` : `schedule ${source.name}`})`;

/**
 * How a question's answer is refused; null: it is one of its options, with words where it needs
 * some.
 */
function answerProblem(question: Question, answer: Answer): string | null {
  const option = question.options.find(({ name }) => name === answer.option);
  if (option === undefined)
    return `"${answer.option}" is not an option of ${question.id}; possible: ${question.options.map(({ name }) => name).join(", ")}`;
  return option.text && isBlank(answer.text ?? "") ? `${option.name} needs a text` : null;
}

function limitUnfit(
  { name, text }: { name: keyof JobRequest["limits"]; text: string },
  spent: Job["spent"],
): Unfit {
  const expected = `a limit above ${(spent as JobRequest["limits"])[name]}`;
  const next = `Send one with the retry: {"limits": {"${name}": <number>}}.`;
  return { why: "limit", problem: text, expected, next };
}

/** Whether the run of a job has ended by itself: nothing goes on with it. */
async function isOver(client: Client, id: string): Promise<boolean> {
  const { rows } = await client.query<{ line: string }>(
    `select line from ${SCHEMA}.event where job = $1 order by seq desc limit 20`,
    [id],
  );
  return rows.some(({ line }) => JSON.parse(line).type === "ended");
}

/**
 * The job of an issue or pull request that has not ended; null: there is none. No other one begins
 * before the transaction ends.
 */
export async function liveFor(client: Client, source: Source): Promise<string | null> {
  if (source.by !== "github") return null;
  const { repository, issue } = source;
  await holding(client, `issue ${repository.toLowerCase()}#${issue}`);
  const { rows } = await client.query(
    `select id from ${SCHEMA}.job where source->>'by' = 'github' and lower(source->>'repository') = lower($1)
     and source->>'issue' = $2 and state = any($3)`,
    [repository, String(issue), OPEN],
  );
  return rows[0]?.id ?? null;
}

/** Takes away what a job has of its run; branches stay where they are. */
async function forget(client: Client, id: string): Promise<void> {
  for (const table of ["event", "object", "tree"])
    await client.query(`delete from ${SCHEMA}.${table} where job = $1`, [id]);
  await client.query(
    `update ${SCHEMA}.job set run = null, answers = '[]', spent = '{}', branch = null, base_commit = null, report = null,
       diff = null, rolled_back = false, pushed = false, pull = case when workflow = 'address' then pull end, vendors = null, cleared = null where id = $1`,
    [id],
  );
}

/** Jobs, their events and the server's tokens, for everybody but a worker. */
export class Store {
  constructor(
    private readonly url: string,
    private readonly pool: Pool,
    private readonly queue: Queue,
    /** Connections for changes, which may wait for one another. */
    private readonly changes: Pool = pool,
  ) {}

  /**
   * Puts a job into the queue. `idempotency`: a second request of the same source with it gets the
   * first one's job, `again`.
   */
  createJob(
    request: NewJob,
    source: Source,
    idempotency?: string,
  ): Promise<{ job: Job; again: boolean }> {
    const key = idempotency === undefined ? null : keyOf(source, idempotency);
    return transaction(this.changes, (client) => this.insertJob(client, request, source, key));
  }

  /** The same for a schedule that is due. Null: the last job of it has not ended. */
  createDue(
    request: NewJob,
    source: Source & { by: "schedule" },
    minute: string,
  ): Promise<Job | null> {
    return transaction(this.changes, async (client) => {
      await holding(client, `schedule ${source.name}`);
      const open = await client.query(
        `select id from ${SCHEMA}.job where source->>'by' = 'schedule' and source->>'name' = $1 and state = any($2)`,
        [source.name, OPEN],
      );
      if (open.rows[0] !== undefined) return null;
      return (await this.insertJob(client, request, source, keyOf(source, minute))).job;
    });
  }

  /** The newest ones first. `next`: what to give as `before` for those after; null: none are. */
  async pageOfJobs(wanted: Listed): Promise<{ jobs: Job[]; next: string | null }> {
    const { workflow, project, person, text, since, until, limit } = wanted;
    const pattern = text === undefined ? null : `%${text.replace(/[\\%_]/g, "\\$&")}%`;
    const [micros, id] = CURSOR.exec(wanted.before ?? "")?.slice(1) ?? [];
    const states = wanted.state === undefined ? null : [wanted.state].flat();
    // Only those of one state stand in their order in an index.
    const state = states?.length === 1 ? states[0] : null;
    // One more says whether there is another page. A text is looked for in so many jobs at once.
    const window = text === undefined ? limit + 1 : SEARCHED;
    const { rows } = await this.pool.query<JobRow & Found>(
      `select * from (select ${JOB_COLUMNS}, (extract(epoch from created) * 1000000)::bigint::text as micros,
         $4::text is null or request ilike $4 or project ilike $4 or run ilike $4 as found,
         row_number() over (order by created desc, id desc) as n from ${SCHEMA}.job
       where ($1::text[] is null or state = any($1)) and ($2::text is null or workflow = $2) and ($3::text is null or project = $3)
         and ($5::bigint is null or (created, id) < (timestamptz 'epoch' + $5::bigint * interval '1 microsecond', $6::uuid))
         and ($7::text is null or coalesce(source->>'person', source->>'name') = $7)
         and ($8::timestamptz is null or created >= $8) and ($9::timestamptz is null or created < $9)
         and ($11::text is null or state = $11)
       order by created desc, id desc limit $12) looked
       where found or n = $12 order by created desc, id desc limit $10`,
      [
        ...[
          state === null ? states : null,
          workflow ?? null,
          project ?? null,
          pattern,
          micros ?? null,
          id ?? null,
        ],
        ...[person ?? null, moment(since), moment(until), limit + 1, state, window],
      ],
    );
    const page = rows.filter(({ found }) => found).slice(0, limit);
    const isMore = rows.length > limit;
    const last = isMore ? page.at(-1) : rows.find(({ n }) => Number(n) === window);
    const next = last === undefined ? null : `${last.micros}-${last.id}`;
    return { jobs: page.map(({ micros: _, found: __, n: ___, ...row }) => jobOf(row)), next };
  }

  async listJobs(wanted: Listed): Promise<Job[]> {
    const all: Job[] = [];
    let before = wanted.before ?? null;
    do {
      const { jobs, next } = await this.pageOfJobs({
        ...wanted,
        ...{ before: before ?? undefined, limit: wanted.limit - all.length },
      });
      all.push(...jobs);
      before = next;
    } while (before !== null && all.length < wanted.limit);
    return all;
  }

  async getJob(id: string): Promise<Job | null> {
    return (await this.getJobs([id]))[0] ?? null;
  }

  async getJobs(ids: string[]): Promise<Job[]> {
    const { rows } = await this.pool.query<JobRow>(
      `select ${JOB_COLUMNS} from ${SCHEMA}.job where id = any($1::uuid[])`,
      [ids.filter(isId)],
    );
    return rows.map(jobOf);
  }

  /** A job and its events after a number, as both are at one moment. Null: there is none. */
  async newsOf(
    id: string,
    seq: number,
    limit: number,
  ): Promise<{ job: Job; events: Event[] } | null> {
    if (!isId(id)) return null;
    const { rows } = await this.pool.query<JobRow & { news: [number, string, string][] }>(
      `select ${JOB_COLUMNS}, (select coalesce(json_agg(json_build_array(seq, line, at) order by seq), '[]')
         from (select seq, line, at from ${SCHEMA}.event where job = $1 and seq > $2 order by seq limit $3) new) as news
       from ${SCHEMA}.job where id = $1`,
      [id, seq, limit],
    );
    if (rows[0] === undefined) return null;
    const { news, ...job } = rows[0];
    const events = news.map(([seq, line, at]) => ({ seq, line, at: new Date(at).toISOString() }));
    return { job: jobOf(job), events };
  }

  /** The report of a job that has ended, in Markdown; null: there is none. */
  reportOf = (job: string): Promise<string | null> => this.textOf(job, "report");

  /** What a job has changed, as `git diff` words it; null: nothing, or it has neither asked nor ended. */
  diffOf = (job: string): Promise<string | null> => this.textOf(job, "diff");

  private async textOf(job: string, column: "report" | "diff"): Promise<string | null> {
    if (!isId(job)) return null;
    const { rows } = await this.pool.query(`select ${column} from ${SCHEMA}.job where id = $1`, [
      job,
    ]);
    return rows[0]?.[column] ?? null;
  }

  async objectOf(job: string, sha: string): Promise<Buffer | null> {
    if (!isId(job)) return null;
    const { rows } = await this.pool.query(
      `select bytes from ${SCHEMA}.object where job = $1 and sha = $2`,
      [job, sha],
    );
    return rows[0]?.bytes ?? null;
  }

  /** Those of these results that are kept, by hash. */
  async objectsNamed(job: string, shas: string[]): Promise<Map<string, Buffer>> {
    if (!isId(job) || shas.length === 0) return new Map();
    const { rows } = await this.pool.query<{ sha: string; bytes: Buffer }>(
      `select sha, bytes from ${SCHEMA}.object where job = $1 and sha = any($2)`,
      [job, shas],
    );
    return new Map(rows.map(({ sha, bytes }) => [sha, bytes]));
  }

  /** Events after the one with the number `seq`, in their order. */
  async eventsAfter(job: string, seq: number, limit: number): Promise<Event[]> {
    if (!isId(job)) return [];
    const { rows } = await this.pool.query<{ seq: number; line: string; at: Date }>(
      `select seq, line, at from ${SCHEMA}.event where job = $1 and seq > $2 order by seq limit $3`,
      [job, seq, limit],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  /** Ends a job that has not ended; whoever works on it stops. Null: there is no such job. */
  cancelJob(id: string, who: string): Promise<Outcome | null> {
    return this.change(id, who, "cancel", async (client, { job, queueId }) => {
      if (ENDED.includes(job.state)) return isNow(job);
      if (queueId !== null) await this.queue.cancel(client, queueId);
      await client.query(
        `update ${SCHEMA}.job set state = coalesce(wish->>'back', 'cancelled'), wish = null, reason = $2, question = null,
           queue_id = null, awaits = null, ended = coalesce(ended, now()) where id = $1`,
        [id, `cancelled by ${who}`],
      );
      if (job.wish === null) await release(client, id, "cancelled");
      await admit(client, this.queue);
      return { details: {} };
    });
  }

  /**
   * Answers a question of a job, and has it go on. Of two answers one wins; the other one is told
   * what is open now. Null: there is no such job.
   */
  async decideJob(id: string, { run, ...answer }: Answer, who: string): Promise<Outcome | null> {
    return this.change(id, who, "decide", async (client, { job }) => {
      // Its questions have the same ids.
      if (run !== undefined && run !== job.run)
        return `${answer.question} of ${run === null ? "no run" : `the run ${run}`} is not open: the job has ${job.run === null ? "none" : `the run ${job.run}`} now`;
      const question = job.question?.all.find((one) => one.id === answer.question);
      if (job.state !== "question" || question === undefined) {
        const open = job.question?.all.map((one) => one.id).join(", ");
        return `${answer.question} is not open: ${isNow(job)}${open ? `, and ${open} is open` : ""}`;
      }
      const problem = answerProblem(question, answer);
      if (problem !== null)
        return {
          ...{ why: "option" as const, problem },
          expected: "one of the question's options, with a text where it needs one",
          next: "Look at its options: GET /api/jobs/<id>.",
        };
      const given = { ...answer, text: answer.text ?? null, who };
      await client.query(`update ${SCHEMA}.job set answers = answers || $2::jsonb where id = $1`, [
        id,
        JSON.stringify([given]),
      ]);
      await this.enqueue(client, job);
      return { details: answer };
    });
  }

  /**
   * Has a job go on that is parked, failed or cancelled; one whose run is over begins anew. Null:
   * there is no such job. `limits`: these of its limits are others from now on. `mayDecide`: whether
   * who may decide.
   */
  retryJob(
    id: string,
    who: string,
    limits: JobRequest["limits"] = {},
    mayDecide = true,
  ): Promise<Outcome | null> {
    return this.change(id, who, "retry", async (client, { job }) => {
      if (!["parked", "failed", "cancelled"].includes(job.state)) return isNow(job);
      const other = await liveFor(client, job.source);
      if (other !== null) return `its issue or pull request has another job, ${other}`;
      const anew = job.cleared !== null || (await isOver(client, id));
      const now = { ...job.limits, ...limits };
      // What begins anew has taken nothing yet.
      const reached = anew ? null : reachedLimit(now, job.spent);
      if (reached !== null) return limitUnfit(reached, job.spent);
      await client.query(`update ${SCHEMA}.job set limits = $2 where id = $1`, [
        ...[id, JSON.stringify(now)],
      ]);
      if (anew) await forget(client, id);
      if (anew || job.run === null) await awaitTurn(client, id, true);
      await awaitAgain(client, id, mayDecide);
      await this.enqueue(client, job);
      return { details: { anew, ...(Object.keys(limits).length > 0 && { limits }) } };
    });
  }

  /**
   * Has a worker do something with a job whose run is over; then it is in its state of before
   * again. Null: there is no such job.
   */
  followUp(id: string, what: Wish["what"], who: string): Promise<Outcome | null> {
    return this.change(id, who, what, async (client, { job }) => {
      if (job.state !== "complete" && (job.state !== "failed" || what === "publish"))
        return isNow(job);
      if (job.branch === null) return "the job changed nothing";
      if (job.cleared !== null) return "its record was removed, because it ended long ago";
      if (!(await isOver(client, id))) return "its run is not over: it may continue";
      if (job.rolled_back !== (what === "undo"))
        return `the job is ${job.rolled_back ? "" : "not "}rolled back`;
      const wish = { what, back: job.state, who };
      await client.query(`update ${SCHEMA}.job set wish = $2 where id = $1`, [
        id,
        JSON.stringify(wish),
      ]);
      await this.enqueue(client, job);
      return { details: {} };
    });
  }

  /** Who did what to a job, the oldest first; without a job the newest of all. */
  async auditOf(job: string | null, limit = 500): Promise<AuditEntry[]> {
    if (job !== null && !isId(job)) return [];
    const { rows } = await this.pool.query(
      `select * from (select n, job, who, what, details, at from ${SCHEMA}.audit where $1::uuid is null or job = $1 order by n desc limit $2) last order by n`,
      [job, limit],
    );
    return rows.map((row) => ({ ...row, n: Number(row.n), at: row.at.toISOString() }));
  }

  settings(): Promise<Settings> {
    return readSettings(this.pool);
  }

  /** What may begin by them does so at once. Null: nothing is changed, as what is set does not fit. */
  changeSettings(
    change: SettingsChange,
    who: string,
    fits: (before: Settings) => boolean = () => true,
  ): Promise<Settings | null> {
    return transaction(this.changes, async (client) => {
      const settings = await writeSettings(client, change, fits);
      if (settings === null) return null;
      await writeAudit(client, null, who, "settings", settings);
      await admit(client, this.queue);
      return settings;
    });
  }

  /**
   * Makes a token, and returns its text, which nobody can read again. @throws Error where the name
   * is taken
   */
  addToken(name: string, role: Role, project: string | null = null): Promise<string> {
    const plain = `mai_${randomBytes(32).toString("base64url")}`;
    return transaction(this.pool, async (client) => {
      const { rowCount } = await client.query(
        `insert into ${SCHEMA}.token (hash, name, role, project) values ($1, $2, $3, $4) on conflict (name) do nothing`,
        [hashOf(plain), name, role, project],
      );
      if (rowCount === 0) throw new Error(`there is a token named ${JSON.stringify(name)} already`);
      await writeAudit(client, null, AT_SERVER, "token", { name, role, project });
      return plain;
    });
  }

  /** Whose token a text is; null: nobody's. */
  async tokenOf(plain: string): Promise<Token | null> {
    const { rows } = await this.pool.query<Token & { stale: boolean }>(
      `select name, role, project, used is null or used < now() - interval '1 minute' as stale from ${SCHEMA}.token where hash = $1`,
      [hashOf(plain)],
    );
    if (rows[0] === undefined) return null;
    const { stale, ...token } = rows[0];
    if (stale)
      await this.pool.query(`update ${SCHEMA}.token set used = now() where hash = $1`, [
        hashOf(plain),
      ]);
    return token;
  }

  async listTokens(): Promise<TokenView[]> {
    const { rows } = await this.pool.query(
      `select name, role, project, created, used from ${SCHEMA}.token order by created, name`,
    );
    return rows.map((row) => ({ ...row, created: row.created.toISOString(), used: iso(row.used) }));
  }

  /** With how many webhooks and schedules of its own; null: there was none of that name. */
  removeToken(name: string): Promise<{ webhooks: number; schedules: number } | null> {
    return transaction(this.pool, async (client) => {
      const { rows } = await client.query(
        `with gone as (delete from ${SCHEMA}.token where name = $1 returning name) select pg_notify($2, $3) from gone`,
        [name, CHANGED, TOKENS],
      );
      if (rows.length === 0) return null;
      const gone = await client.query(`delete from ${SCHEMA}.webhook where who = $1`, [name]);
      const webhooks = gone.rowCount ?? 0;
      const schedules = (await this.queue.schedules())
        .filter(({ data }) => (data as { who: string }).who === name)
        .map((one) => one.name);
      for (const one of schedules) await this.queue.unschedule(client, one);
      const details = { name, webhooks, schedules };
      await writeAudit(client, null, AT_SERVER, "token removed", details);
      return { webhooks, schedules: schedules.length };
    });
  }

  /**
   * Calls back with the id of each job that changes, from anywhere, or TOKENS; with null where something may
   * have been missed: at the beginning, and when Postgres was away. Returns what ends it.
   */
  listen(callback: (job: string | null) => void): () => Promise<void> {
    return listenTo(
      this.url,
      [CHANGED],
      (job) => callback(job || null),
      () => callback(null),
      CHECK_MS,
    );
  }

  private async insertJob(client: Client, request: NewJob, source: Source, key: string | null) {
    const values = [
      randomUUID(),
      request.project,
      request.workflow,
      request.request,
      JSON.stringify(request.options),
      JSON.stringify(request.limits),
      request.priority,
      key,
      JSON.stringify(source),
      randomBytes(32).toString("hex"),
      // A schedule of before has none.
      request.needs ?? [],
      ...[request.after ?? null, request.base ?? null],
    ];
    const made = await client.query<JobRow>(
      `insert into ${SCHEMA}.job (id, project, workflow, request, options, limits, priority, idempotency, source, key, needs, after, base)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (idempotency) do nothing returning ${JOB_COLUMNS}`,
      values,
    );
    const [row] = made.rows;
    if (row === undefined) {
      const there = await client.query<JobRow>(
        `select ${JOB_COLUMNS} from ${SCHEMA}.job where idempotency = $1`,
        [key],
      );
      return { job: jobOf(there.rows[0]!), again: true };
    }
    await writeAudit(client, row.id, whoIs(source), "submit");
    await awaitTurn(client, row.id, false);
    await admit(client, this.queue);
    await tellChanged(client, row.id);
    const now = await client.query<JobRow>(
      `select ${JOB_COLUMNS} from ${SCHEMA}.job where id = $1`,
      [row.id],
    );
    return { job: jobOf(now.rows[0]!), again: false };
  }

  /**
   * The job waits for a worker from now on; its attempts are counted anew, for a person has had it
   * go on.
   */
  private async enqueue(client: Client, job: { id: string }): Promise<void> {
    await client.query(
      `update ${SCHEMA}.job set state = 'queued', queue_id = null, attempts = 0, lacked = 0, reason = null, question = null, worker = null,
         ended = case when wish is null then null else ended end, updated = now() where id = $1`,
      [job.id],
    );
    await admit(client, this.queue);
    await tellChanged(client, job.id);
  }

  /**
   * Has `act` change a job that nobody else changes meanwhile. It returns details for the audit, or
   * why nothing is changed; in words where the job's state is why.
   */
  private change(
    id: string,
    who: string,
    what: keyof typeof FITS,
    act: (
      client: Client,
      locked: { job: Job; queueId: string | null },
    ) => Promise<{ details: object } | Unfit | string>,
  ): Promise<Outcome | null> {
    if (!isId(id)) return Promise.resolve(null);
    return transaction(this.changes, async (client): Promise<Outcome | null> => {
      const read = async (more = ""): Promise<(JobRow & { queue_id: string | null }) | undefined> =>
        (
          await client.query(
            `select ${JOB_COLUMNS}, queue_id from ${SCHEMA}.job where id = $1 ${more}`,
            [id],
          )
        ).rows[0];
      const row = await read("for update");
      if (row === undefined) return null;
      const { queue_id: queueId, ...rest } = row;
      const job = jobOf(rest);
      const did = await act(client, { job, queueId });
      if (typeof did === "string" || !("details" in did)) {
        // While this held the job, a place that became free may have passed it by.
        await admit(client, this.queue);
        const next = "Check the job's current state.";
        return typeof did === "string"
          ? { ok: false, why: "conflict", problem: did, expected: FITS[what], next, job }
          : { ok: false, ...did, job };
      }
      await writeAudit(client, id, who, what, did.details);
      await client.query(`update ${SCHEMA}.job set updated = now() where id = $1`, [id]);
      await tellChanged(client, id);
      const { queue_id: _, ...now } = (await read())!;
      return { ok: true, job: jobOf(now) };
    });
  }
}
