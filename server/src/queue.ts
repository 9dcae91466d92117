import { randomUUID } from "node:crypto";
import { PgBoss } from "pg-boss";
import {
  type Client,
  isBehindPooler,
  openPool,
  type Pool,
  patiently,
} from "./database/connection.ts";
import { listenTo } from "./database/listen.ts";
import { SCHEMA } from "./database/schema.ts";

/**
 * The queue: pg-boss, in a schema of its own beside the server's tables. Each function that takes a
 * client is part of its transaction.
 */

const QUEUE = "run";
/** What is posted to webhooks: events of one key one after the other, and none before it is over. */
const EVENTS = "webhook";
/**
 * One entry for each time that a schedule is due; pg-boss makes them, and at most one a minute of
 * each.
 */
const DUE = "due";
export const QUEUE_SCHEMA = "multi_ai_queue";

/** A worker that says nothing for so long has lost its job: the least that pg-boss takes. */
const HEARTBEAT_S = 10;
const REFRESH_S = 3;
/** How often it is looked for jobs whose worker is gone. */
const SUPERVISE_S = 2;
const POLL_S = 1;
/**
 * Who has nothing to do is rung for; all slots of a program together look for themselves so often,
 * should that have been missed.
 */
export const LOOK_S = 20;
/** Behind a pooler nobody is rung for: all slots of a program together look so often. */
const POOLED_LOOK_S = 5;
/** The connection that hears the ringing is asked so often whether it is there. */
const LISTENER_CHECK_MS = 30_000;
/** What was to be tried later is rung for when it is due. */
const RING_MS = 1_000;
const DUE_CHANNEL = "multi_ai_due";
/** Where no server has looked for jobs whose worker is gone, a worker does, this often. */
const ORPHANS_MS = 60_000;
/** The store parks a job after a few attempts, so the queue never has the last word. */
const RETRIES = 1_000_000;
/** An attempt ends below pg-boss' limit of a day; the next one goes on. */
const ATTEMPT_S = 86_000;
/**
 * What nobody has to wait for was due long before: no clock that is set back holds it up. As
 * Postgres words an interval.
 */
const AT_ONCE = "-1 year";
/** A job may wait for a free worker so long. */
const WAITING_S = 10 * 365 * 86_400;
const KEPT_S = 86_400;
/** A schedule that is due while the database fails is tried again so often. */
const DUE_RETRIES = 20;
/** Of one group, and of all. A post mostly waits. */
export const POSTS = { groupConcurrency: 2, localConcurrency: 16 };
/** A server that is killed while it posts. */
const POST_S = 60;
const POST_PAUSES_S = { retryDelay: 5, retryDelayMax: 3_600 };
/** Removes what nobody needs any more. */
const TIDY = "tidy";
const MINUTE_MS = 60_000;

/**
 * Entries that need a label have priorities above all others: workers without labels never look at
 * them, and those with labels take them first.
 */
const LABELLED = 1_000;

/** Whether nobody else has the entry $1 by now; $2: the caller's claim of it. */
export const IS_CLAIMED = `not exists (select 1 from ${QUEUE_SCHEMA}.job entry
  where entry.name = '${QUEUE}' and entry.id = $1 and entry.state = 'active' and entry.retry_count <> $2)`;

const IN_PLACE = `update ${QUEUE_SCHEMA}.job entry set created_on = one.created from ${SCHEMA}.job one
  where entry.name = $1 and entry.id = $2 and one.id = $3`;

/** Each program on the database is heard so often; after three times without it is gone. */
const HEARD_S = 20;
const OF_WORKER = `from ${QUEUE_SCHEMA}.instance i where i.host = worker.host and i.pid = worker.pid`;
/** Of a row of `worker`: when its program was heard last, and whether it is there. */
export const LAST_HEARD = `(select max(i.heartbeat_on) ${OF_WORKER})`;
export const IS_LIVE = `exists (select 1 ${OF_WORKER} and i.stopped_on is null
  and i.heartbeat_on >= ${QUEUE_SCHEMA}.job_now() - interval '${3 * HEARD_S} seconds')`;

/**
 * An entry of the queue that a worker has taken. `signal`: the worker holds it no longer, or its
 * work is over.
 */
export interface Taken {
  queueId: string;
  job: string;
  signal: AbortSignal;
  /** Which claim of the entry it was taken by; left out: by none. */
  claim?: number;
}

/**
 * What pg-boss has of a schedule. `next`: when it is due next, ISO 8601. `data`: of whoever made
 * it.
 */
export interface Schedule {
  name: string;
  cron: string;
  timezone: string;
  data: unknown;
  next: string | null;
}

/** Thrown for a cron expression or a time zone that is none. */
export class NoSchedule extends Error {}

export interface Queue {
  /**
   * Puts a job into the queue, in its place by priority and age however often it was there, and
   * returns the entry's id, which may be given. `seconds`: nobody takes it before.
   */
  send(
    client: Client,
    job: { id: string; priority: number; needs: readonly string[] },
    more?: { seconds?: number; queueId?: string },
  ): Promise<string>;
  /** Ends an entry that waits, or that a worker has: that one's signal aborts. */
  cancel(client: Client, queueId: string): Promise<void>;
  /** Settles an entry that this program's worker has. */
  complete(client: Client, queueId: string): Promise<void>;
  /**
   * Has `work` called for each entry, for at most `slots` at once. What it
   * throws has the entry tried again. `isLabelled`: also for entries of jobs that need labels.
   */
  work(slots: number, isLabelled: boolean, work: (taken: Taken) => Promise<void>): Promise<void>;
  /** Makes or replaces a schedule. @throws NoSchedule */
  schedule(client: Client, wanted: Omit<Schedule, "next">): Promise<void>;
  unschedule(client: Client, name: string): Promise<void>;
  schedules(): Promise<Schedule[]>;
  /**
   * Has `work` called whenever a schedule is due, with its name and the minute; on one program of
   * all on this database.
   */
  whenDue(work: (name: string, minute: string) => Promise<void>): Promise<void>;
  /**
   * Has `work` called at the times of a cron expression, on one program of all on this database.
   */
  regularly(cron: string, work: () => Promise<unknown>): Promise<void>;
  /** Has each of these come to `whenHanded`, after those of the same key before it. */
  hand(client: Client, entries: { key: string; group: string; data: object }[]): Promise<void>;
  /**
   * Has `work` called for each; what it throws has it called again, after a while that grows.
   * Returns what ends this.
   */
  whenHanded(work: (data: object) => Promise<void>): Promise<() => Promise<void>>;
  /** Has no more of them taken until `resume`; what is at work goes on. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Has no more of them taken. */
  leave(): Promise<void>;
  /** Takes no more and, where work is under way, gives it back. */
  stop(): Promise<void>;
}

/** One that looks for an entry, and works on one at a time. */
interface Poller {
  id: Promise<string>;
  isBusy: boolean;
}

/** As many as there are slots look for entries, as long as any are wanted. */
class Pollers {
  private readonly all = new Set<Poller>();
  private isOpen = true;

  constructor(
    private readonly slots: number,
    private readonly begin: (begun: () => () => Promise<void>) => Promise<string>,
    private readonly end: (id: string) => Promise<void>,
    private readonly look: (id: string) => void,
  ) {}

  /** One that is free looks at once; where it finds something, the next one does. */
  async wake(): Promise<void> {
    const free = [...this.all].find(({ isBusy }) => !isBusy);
    if (free !== undefined) this.look(await free.id);
  }

  async open(isOpen: boolean): Promise<void> {
    this.isOpen = isOpen;
    await this.fit();
  }

  /** Those at work go on to their end. */
  async fit(): Promise<void> {
    const wanted = this.isOpen ? this.slots : 0;
    while (this.all.size < wanted) await this.add();
    for (const one of [...this.all])
      if (this.all.size > wanted && !one.isBusy) {
        this.all.delete(one);
        await this.end(await one.id);
      }
  }

  private async add(): Promise<void> {
    const begun = () => {
      poller.isBusy = true;
      void this.wake();
      return async () => {
        poller.isBusy = false;
        await this.fit();
        // What waits already was rung for while all slots were taken.
        await this.wake();
      };
    };
    const poller: Poller = { isBusy: false, id: this.begin(begun) };
    this.all.add(poller);
    await poller.id;
  }
}

/**
 * Opens the queue of a database. `say` is told what goes wrong in it by itself, such as Postgres
 * being away. A server makes or updates its tables, and sees to what is due and to workers that are
 * gone; others find the tables there, and share the connections of `pool`.
 */
export async function openQueue(
  url: string,
  pool: Pool,
  say: (problem: string) => void,
  isServer = true,
): Promise<Queue> {
  const own = isServer ? openPool(url, 4) : pool;
  let wake = (_queue: string): void => {};
  let isPooled = false;
  let pollers: Pollers | null = null;
  const db = {
    executeSql: (text: string, values?: unknown[]) => own.query(text, values as unknown[]),
    async listen(channel: string, heard: (queue: string) => void, connected: () => void) {
      // Of many workers each asks once for a job, however many slots it has.
      wake = (queue) => (queue === QUEUE ? void pollers?.wake() : heard(queue));
      isPooled = await patiently(() => isBehindPooler(own));
      if (isPooled) {
        say(
          "A pooler such as PgBouncer is in between: nobody can be rung for, so it is looked for jobs now and then.",
        );
        throw new Error("no notification comes through a pooler");
      }
      const close = listenTo(url, [channel, DUE_CHANNEL], wake, connected, LISTENER_CHECK_MS);
      return { close };
    },
  };
  const boss = new PgBoss({
    ...{ db, schema: QUEUE_SCHEMA, useListenNotify: true, instanceHeartbeatSeconds: HEARD_S },
    ...{ migrate: isServer, supervise: isServer, schedule: isServer },
    ...{ superviseIntervalSeconds: SUPERVISE_S, monitorIntervalSeconds: SUPERVISE_S },
    queueCacheIntervalSeconds: isServer ? 60 : 600,
  });
  // Without a listener the process would end.
  boss.on("error", (error) => say(error.message || JSON.stringify(error)));
  let timers: Timer[] = [];
  try {
    await boss.start();
    timers = isServer ? await serving(boss, db) : working(boss, db, () => wake(QUEUE));
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {});
    if (isServer) await own.end();
    throw error;
  }
  const within = (client: Client) => ({
    db: {
      executeSql: (text: string, values?: unknown[]) => client.query(text, values as unknown[]),
    },
  });
  return {
    async send(client, { id, priority, needs }, { seconds = 0, queueId = randomUUID() } = {}) {
      const options = {
        id: queueId,
        priority: needs.length === 0 ? priority : LABELLED + priority,
        startAfter: seconds || AT_ONCE,
        ...within(client),
      };
      const sent = await boss.send(QUEUE, { job: id }, options);
      if (sent === null) throw new Error("the queue took no entry");
      await client.query(IN_PLACE, [QUEUE, sent, id]);
      return sent;
    },
    async cancel(client, queueId) {
      await boss.cancel(QUEUE, queueId, within(client));
    },
    async complete(client, queueId) {
      await boss.complete(QUEUE, queueId, undefined, within(client));
    },
    async work(slots, isLabelled, work) {
      const options = {
        ...(isLabelled ? {} : { maxPriority: LABELLED / 2 }),
        ...{ batchSize: 1, heartbeatRefreshSeconds: REFRESH_S },
        pollingIntervalSeconds: isPooled ? POOLED_LOOK_S * slots : POLL_S,
        notifyPollingIntervalSeconds: LOOK_S * slots,
      };
      pollers = new Pollers(
        slots,
        (begun) =>
          boss.work<{ job: string }>(QUEUE, options, async ([entry]) => {
            if (entry === undefined) return;
            const over = begun();
            try {
              const { id: queueId, data, signal, retryCount: claim } = entry;
              await work({ queueId, job: data.job, signal, claim });
            } finally {
              await over();
            }
          }),
        (id) => boss.offWork(QUEUE, { id, wait: false }),
        (id) => boss.notifyWorker(id),
      );
      await pollers.fit();
    },
    pause: async () => pollers?.open(false),
    resume: async () => pollers?.open(true),
    async schedule(client, { name, cron, timezone, data }) {
      // pg-boss takes more: seconds, rules, a time by chance, hours that no zone is away.
      if (cron.trim().split(/\s+/).length !== 5 || /(?<![a-z])h(?![a-z])/i.test(cron))
        throw new NoSchedule("it has five fields: minute, hour, day, month, day of the week");
      try {
        new Intl.DateTimeFormat("en", { timeZone: timezone });
        boss.previewSchedule(cron, { tz: timezone, count: 1 });
      } catch (error) {
        throw new NoSchedule((error as Error).message);
      }
      await boss.schedule(
        DUE,
        cron,
        { name, data },
        { key: name, tz: timezone, ...within(client) },
      );
    },
    async unschedule(client, name) {
      await boss.unschedule(DUE, name, within(client));
    },
    async schedules() {
      return (await boss.getSchedules(DUE)).map(({ key, cron, timezone, data }) => ({
        ...{ name: key, cron, timezone, data: (data as { data: unknown }).data },
        next: boss.previewSchedule(cron, { tz: timezone, count: 1 })[0]?.toISOString() ?? null,
      }));
    },
    async whenDue(work) {
      const options = {
        batchSize: 1,
        pollingIntervalSeconds: POLL_S,
        includeMetadata: true,
      } as const;
      await boss.work(DUE, options, async ([entry]) => {
        if (entry === undefined) return;
        // An entry that pg-boss makes twice, because it was killed, is of the same minute.
        const minute = new Date(Math.floor(entry.createdOn.getTime() / MINUTE_MS) * MINUTE_MS);
        await work((entry.data as { name: string }).name, minute.toISOString());
      });
    },
    async regularly(cron, work) {
      await boss.createQueue(TIDY, { retryLimit: 0, deleteAfterSeconds: KEPT_S });
      await boss.schedule(TIDY, cron);
      await boss.work(TIDY, async () => void (await work()));
    },
    async hand(client, entries) {
      const jobs = entries.map(({ key, group, data }) => ({
        // In their order, which the queue knows by time and then by id.
        ...{ id: Bun.randomUUIDv7(), singletonKey: key, group: { id: group }, data },
      }));
      await boss.insert(EVENTS, jobs, within(client));
    },
    async whenHanded(work) {
      const look = LOOK_S * POSTS.localConcurrency;
      const options = { ...POSTS, batchSize: 1, notifyPollingIntervalSeconds: look };
      const id = await boss.work<object>(EVENTS, options, async ([entry]) => {
        if (entry === undefined) return;
        await work(entry.data);
        // The next one of its key waits for this end, and was rung for before.
        await boss.complete(EVENTS, entry.id);
        wake(EVENTS);
      });
      return () => boss.offWork(EVENTS, { id });
    },
    leave: async () => pollers?.open(false),
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await boss.stop({ graceful: true, timeout: 10_000 });
      if (isServer && !own.ended) await own.end();
    },
  };
}

type Sql = { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> };

/** What a server does for all programs on its database. */
async function serving(boss: PgBoss, db: Sql): Promise<Timer[]> {
  await boss.createQueue(QUEUE, {
    heartbeatSeconds: HEARTBEAT_S,
    retryLimit: RETRIES,
    retryDelay: 1,
    expireInSeconds: ATTEMPT_S,
    retentionSeconds: WAITING_S,
    deleteAfterSeconds: KEPT_S,
    notify: true,
  });
  // One that was there keeps what it had. Before, each project had one job at a time by the queue's
  // policy, which pg-boss never changes; its index looks at each entry's own.
  for (const table of ["queue", "job"])
    await db.executeSql(
      `update ${QUEUE_SCHEMA}.${table} set policy = 'standard' where name = $1 and policy = 'singleton'`,
      [QUEUE],
    );
  await boss.updateQueue(QUEUE, { notify: true });
  await boss.createQueue(DUE, {
    retryLimit: DUE_RETRIES,
    retryDelay: 5,
    deleteAfterSeconds: KEPT_S,
  });
  await boss.createQueue(EVENTS, {
    ...{ policy: "key_strict_fifo", notify: true, expireInSeconds: POST_S },
    ...{ retryLimit: RETRIES, retryBackoff: true, ...POST_PAUSES_S },
    ...{ retentionSeconds: WAITING_S, deleteAfterSeconds: KEPT_S },
  });
  const regularly = (ms: number, text: string, values: unknown[] = []) =>
    setInterval(() => void db.executeSql(text, values).catch(() => {}), ms);
  // The look for workers that are gone counts from the last one: where the clock was set back, that
  // lies ahead.
  const claimed = "coalesce(monitor_claim_on, monitor_on)";
  const setRight = `update ${QUEUE_SCHEMA}.queue set monitor_claim_on = null, monitor_on = null where ${claimed} > ${QUEUE_SCHEMA}.job_now() + interval '1 minute'`;
  const ring = `select pg_notify($1, name) from unnest($2::text[]) name where exists (select 1 from ${QUEUE_SCHEMA}.job
    where job.name = name.name and state < 'active' and not blocked
      and start_after between ${QUEUE_SCHEMA}.job_now() - interval '3 seconds' and ${QUEUE_SCHEMA}.job_now())`;
  return [
    regularly(HEARTBEAT_S * 1_000, setRight),
    regularly(RING_MS, ring, [DUE_CHANNEL, [QUEUE, EVENTS]]),
  ];
}

/** What a worker does as long as no server does it: jobs whose worker is gone go on elsewhere. */
function working(boss: PgBoss, db: Sql, wake: () => void): Timer[] {
  const late = `select 1 from ${QUEUE_SCHEMA}.queue where name = $1
    and coalesce(monitor_on, created_on) < ${QUEUE_SCHEMA}.job_now() - interval '30 seconds'`;
  const look = async (): Promise<void> => {
    const { rows } = await db.executeSql(late, [QUEUE]);
    if (rows.length === 0) return;
    await boss.supervise(QUEUE);
    setTimeout(wake, 2 * RING_MS);
  };
  // Many workers do not look at once.
  const ms = ORPHANS_MS * (0.75 + Math.random() / 2);
  return [setInterval(() => void look().catch(() => {}), ms)];
}
