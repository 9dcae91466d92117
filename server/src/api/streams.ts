import type { Context } from "hono";
import { ENDED, type Job } from "../jobs/job.ts";
import { type Event, type Store, TOKENS } from "../jobs/store.ts";
import type { Env } from "./access.ts";
import { Problem } from "./problem.ts";

/**
 * Streams of server-sent events. Each one asks for the next part only when the last one is taken,
 * so a slow client holds one part.
 */

/** Without an event a comment goes out so often: it shows that both ends are there. */
const COMMENT_MS = 15_000;
/** A client that takes nothing for so long loses its stream; it resumes where it was. */
const STALLED_MS = 120_000;
/** Events that are read at once. */
const PART = 50;
/** The board is told of a job at most so often. */
const BOARD_MS = 500;
/** Of a watched job so many of the newest events are at hand, of at most so many letters. */
const RING = 256;
const RING_BYTES = 1_024 * 1_024;
/** So many jobs the board has at hand. */
const MOST_KNOWN = 200;
/** Of more jobs than this at once the board is told to look itself. */
const MOST_CHANGED = 50;

const COMMENT = ": \n\n";
const written = (kind: string, data: unknown): string =>
  `event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;

/** What has changed, from one connection to Postgres for all streams. */
export class Changes {
  private readonly waiting = new Set<(job: string | null) => void>();
  private readonly stop: () => Promise<void>;
  /** So often tokens may have been removed. */
  tokens = 0;

  constructor(store: Store) {
    this.stop = store.listen((job) => {
      if (job === null || job === TOKENS) this.tokens++;
      if (job !== TOKENS) for (const tell of [...this.waiting]) tell(job);
    });
  }

  /** Calls back with the id of each job that changes; null: any may have. Returns what ends it. */
  on(tell: (job: string | null) => void): () => void {
    this.waiting.add(tell);
    return () => this.waiting.delete(tell);
  }

  close(): Promise<void> {
    return this.stop();
  }
}

/** Wakes one who waits; a call before the wait is not lost. */
class Bell {
  private rung = false;
  private wake = (): void => {};

  ring = (): void => {
    this.rung = true;
    this.wake();
  };

  /** Returns false where nothing rang in that time. */
  async wait(ms: number): Promise<boolean> {
    if (!this.rung)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    const { rung } = this;
    this.rung = false;
    return rung;
  }
}

type Parts = (bell: Bell, signal: AbortSignal) => AsyncGenerator<string>;

/** Of a job that somebody watches: its newest events, and itself as JSON. */
interface Told {
  state: Job["state"];
  shown: string;
  events: Event[];
  /** Nothing more is there yet. */
  isAll: boolean;
}

/** What is read of a watched job, once for all who watch it. */
class Feed {
  private readonly viewers = new Set<() => void>();
  /** The newest events, without a gap, up to `last`. Null: nobody has come so far yet. */
  private ring: Event[] = [];
  private bytes = 0;
  private last: number | null = null;
  private job: { state: Job["state"]; shown: string } | null = null;
  private isAll = true;
  private isChanged = false;
  private isReading = false;
  failure: unknown = null;

  constructor(
    private readonly store: Store,
    private readonly id: string,
  ) {}

  add(ring: () => void): void {
    this.viewers.add(ring);
  }

  /** Returns whether nobody is left. */
  leave(ring: () => void): boolean {
    this.viewers.delete(ring);
    return this.viewers.size === 0;
  }

  changed(): void {
    this.isChanged = true;
    void this.follow();
  }

  /** What is after a number, from what is at hand or from Postgres. Null: the job is gone. */
  async after(seq: number): Promise<Told | null> {
    if (this.failure !== null) throw this.failure;
    const first = this.ring[0]?.seq ?? (this.last ?? 0) + 1;
    if (this.last === null || this.job === null || seq < first - 1 || seq > this.last)
      return this.read(seq);
    const from = seq - first + 1;
    const events = this.ring.slice(from, from + PART);
    return { ...this.job, events, isAll: this.isAll && from + PART >= this.ring.length };
  }

  private async read(seq: number): Promise<Told | null> {
    const news = await this.store.newsOf(this.id, seq, PART);
    if (news === null) return null;
    const told = toldOf(news);
    if (told.isAll && this.last === null) {
      this.last = news.events.at(-1)?.seq ?? seq;
      this.job = told;
      void this.follow();
    }
    return told;
  }

  /** Reads what is new, as often as something is. */
  private async follow(): Promise<void> {
    if (this.isReading || this.last === null || this.failure !== null) return;
    this.isReading = true;
    try {
      while (this.viewers.size > 0 && (this.isChanged || !this.isAll)) {
        this.isChanged = false;
        const news = await this.store.newsOf(this.id, this.last, PART);
        if (news === null) throw new Error("the job is gone");
        this.job = toldOf(news);
        this.isAll = news.events.length < PART;
        this.take(news.events);
        for (const ring of [...this.viewers]) ring();
      }
    } catch (error) {
      this.failure = error;
      for (const ring of [...this.viewers]) ring();
    } finally {
      this.isReading = false;
    }
  }

  private take(events: Event[]): void {
    this.ring.push(...events);
    this.last = events.at(-1)?.seq ?? this.last;
    for (const { line } of events) this.bytes += line.length;
    let gone = 0;
    while (this.ring.length - gone > RING || (this.bytes > RING_BYTES && gone < this.ring.length))
      this.bytes -= this.ring[gone++]!.line.length;
    this.ring.splice(0, gone);
  }
}

const toldOf = ({ job, events }: { job: Job; events: Event[] }): Told => ({
  ...{ state: job.state, shown: JSON.stringify(job), events },
  isAll: events.length < PART,
});

/** Jobs that are watched, and those that the board has told of: each is read once for all. */
export class Watched {
  private readonly feeds = new Map<string, Feed>();
  private readonly known = new Map<string, Promise<Job | null>>();

  constructor(
    private readonly store: Store,
    readonly changes: Changes,
  ) {
    changes.on((id) => {
      if (id === null) this.known.clear();
      else this.known.delete(id);
      for (const feed of id === null ? this.feeds.values() : [this.feeds.get(id)]) feed?.changed();
    });
  }

  /** Rings whenever the job or its events have changed. Returns what ends it. */
  open(id: string, ring: () => void): { feed: Feed; leave: () => void } {
    const known = this.feeds.get(id);
    const feed = known === undefined || known.failure ? new Feed(this.store, id) : known;
    this.feeds.set(id, feed);
    feed.add(ring);
    const leave = (): void => {
      if (feed.leave(ring) && this.feeds.get(id) === feed) this.feeds.delete(id);
    };
    return { feed, leave };
  }

  /** Jobs as they are since they changed last. */
  async jobs(ids: string[]): Promise<Job[]> {
    const missing = ids.filter((id) => !this.known.has(id));
    if (missing.length > 0) {
      const read = this.store.getJobs(missing);
      for (const id of missing) {
        const one = read.then((jobs) => jobs.find((job) => job.id === id) ?? null);
        this.known.set(id, one);
        one.catch(() => this.known.get(id) === one && this.known.delete(id));
      }
    }
    const jobs = await Promise.all(ids.map((id) => this.known.get(id) ?? this.store.getJob(id)));
    for (const id of this.known.keys()) if (this.known.size > MOST_KNOWN) this.known.delete(id);
    return jobs.filter((one) => one !== null);
  }
}

/**
 * A job's events after a number, each with its number as id, and the job itself whenever it is
 * another one; ends after its end.
 */
export const jobStream = (watched: Watched, { id }: Job, after: number): Parts =>
  async function* (bell, signal) {
    const { feed, leave } = watched.open(id, bell.ring);
    try {
      let shown = "";
      let seq = after;
      while (!signal.aborted) {
        const now = await feed.after(seq);
        if (now === null) return;
        const { state, events, isAll } = now;
        seq = events.at(-1)?.seq ?? seq;
        const changed = now.shown === shown ? "" : `event: job\ndata: ${now.shown}\n\n`;
        shown = now.shown;
        const part =
          events.map((one) => `id: ${one.seq}\nevent: run\ndata: ${one.line}\n\n`).join("") +
          changed;
        if (part !== "") yield part;
        // With nothing new at hand the feed is reading, and rings: to ask it at once again would let
        // nobody else have a turn.
        if (events.length > 0 && (!isAll || events.length === PART)) continue;
        if (isAll && ENDED.includes(state) && events.length === 0) {
          yield written("end", state);
          return;
        }
        if (part === "" && !(await bell.wait(COMMENT_MS))) yield COMMENT;
      }
    } finally {
      leave();
    }
  };

/**
 * Jobs as they change, of one project or of all. `look`: more has changed than is told one by one.
 */
export const boardStream = (watched: Watched, project: string | null): Parts =>
  async function* (bell, signal) {
    const changed = new Set<string>();
    let isAll = false;
    const off = watched.changes.on((id) => {
      if (id === null) isAll = true;
      else changed.add(id);
      bell.ring();
    });
    try {
      // The headers go out now, so that the page knows that it is connected.
      yield COMMENT;
      while (!signal.aborted) {
        if (!(await bell.wait(COMMENT_MS))) {
          yield COMMENT;
          continue;
        }
        const ids = [...changed];
        // Of other projects nobody hears that much goes on there, either.
        const isMuch = isAll || (project === null && ids.length > MOST_CHANGED);
        changed.clear();
        isAll = false;
        const jobs = isMuch ? [] : await watched.jobs(ids);
        const seen = jobs.filter((one) => project === null || one.project === project);
        if (isMuch || seen.length > MOST_CHANGED) yield written("look", {});
        else if (seen.length > 0) yield seen.map((one) => written("job", one)).join("");
        await Bun.sleep(BOARD_MS);
      }
    } finally {
      off();
    }
  };

/** Open streams, so many of each token at once. */
export class Streams {
  private readonly open = new Map<string, number>();
  private readonly ends = new Set<() => void>();
  constructor(
    private readonly perToken: number,
    private readonly changes: Changes,
  ) {}

  /**
   * Answers with a stream, which ends with its token. @throws Problem where the token has too many
   */
  answer(parts: Parts, context: Context<Env>): Response {
    const request = context.req.raw;
    const { name: token } = context.get("token");
    const again = context.get("again");
    const count = this.open.get(token) ?? 0;
    if (count >= this.perToken)
      throw new Problem(
        429,
        "streams",
        {
          found: `${count} open streams of this token`,
          expected: `at most ${this.perToken}`,
          next: "Close a page that watches jobs, or wait until a stream ends.",
        },
        { "retry-after": String(STALLED_MS / 1_000) },
      );
    const headers = {
      "content-type": "text/event-stream; charset=utf-8",
      "x-accel-buffering": "no",
    };
    // Nobody reads that one, so nothing would end it.
    if (request.method === "HEAD" || request.signal.aborted) return new Response(null, { headers });
    this.open.set(token, count + 1);
    const bell = new Bell();
    const stop = new AbortController();
    const source = parts(bell, stop.signal);
    let looked = this.changes.tokens;
    const next = async (): Promise<string | undefined> => {
      const { value } = await source.next();
      const { tokens } = this.changes;
      if (looked !== tokens) await again();
      looked = tokens;
      return value;
    };
    let stalled: Timer | undefined;
    const end = (): void => {
      if (!this.ends.delete(end)) return;
      clearTimeout(stalled);
      request.signal.removeEventListener("abort", end);
      const left = this.open.get(token)! - 1;
      if (left === 0) this.open.delete(token);
      else this.open.set(token, left);
      stop.abort();
      bell.ring();
      void source.return(undefined);
    };
    this.ends.add(end);
    request.signal.addEventListener("abort", end);
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          clearTimeout(stalled);
          // Postgres is away or the token was removed, say: the client connects again, and resumes
          // where it may.
          const value = await next().catch(() => undefined);
          if (value === undefined) {
            end();
            // Where the client is gone it is closed already.
            if (controller.desiredSize !== null) controller.close();
            return;
          }
          controller.enqueue(encoder.encode(value));
          stalled = setTimeout(() => {
            end();
            controller.error(new Error("nobody takes what is sent"));
          }, STALLED_MS);
        },
        cancel: end,
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { headers });
  }

  /** Ends all of them. */
  close(): void {
    for (const end of [...this.ends]) end();
  }
}
