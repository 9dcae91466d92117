import type { Context } from "hono";
import { ENDED, type Job } from "../jobs/job.ts";
import type { Store } from "../jobs/store.ts";
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
/** Of more jobs than this at once the board is told to look itself. */
const MOST_CHANGED = 50;

const COMMENT = ": \n\n";
const written = (kind: string, data: unknown): string =>
  `event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;

/** What has changed, from one connection to Postgres for all streams. */
export class Changes {
  private readonly waiting = new Set<(job: string | null) => void>();
  private readonly stop: () => Promise<void>;

  constructor(store: Store) {
    this.stop = store.listen((job) => {
      for (const tell of [...this.waiting]) tell(job);
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

/**
 * A job's events behind a number, each with its number as id, and the job itself whenever it is
 * another one; ends behind its end.
 */
export const jobStream = (store: Store, changes: Changes, job: Job, after: number): Parts =>
  async function* (bell, signal) {
    const off = changes.on((id) => {
      if (id === null || id === job.id) bell.ring();
    });
    try {
      let shown = "";
      let seq = after;
      while (!signal.aborted) {
        // The job first: what it says of its end is not before its last event.
        const now = await store.getJob(job.id);
        if (now === null) return;
        const events = await store.eventsAfter(job.id, seq, PART);
        seq = events.at(-1)?.seq ?? seq;
        const state = JSON.stringify(now);
        const changed = state === shown ? "" : written("job", now);
        shown = state;
        const part =
          events.map((one) => `id: ${one.seq}\nevent: run\ndata: ${one.line}\n\n`).join("") +
          changed;
        if (part !== "") yield part;
        if (events.length === PART) continue;
        if (ENDED.includes(now.state) && events.length === 0) {
          yield written("end", now.state);
          return;
        }
        if (part === "" && !(await bell.wait(COMMENT_MS))) yield COMMENT;
      }
    } finally {
      off();
    }
  };

/**
 * Jobs as they change, of one project or of all. `look`: more has changed than is told one by one.
 */
export const boardStream = (store: Store, changes: Changes, project: string | null): Parts =>
  async function* (bell, signal) {
    const changed = new Set<string>();
    let isAll = false;
    const off = changes.on((id) => {
      if (id === null || changed.size >= MOST_CHANGED) isAll = true;
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
        const part = isAll ? written("look", {}) : "";
        changed.clear();
        isAll = false;
        const jobs = part === "" ? await Promise.all(ids.map((id) => store.getJob(id))) : [];
        const seen = jobs.filter(
          (one) => one !== null && (project === null || one.project === project),
        );
        const told = part + seen.map((one) => written("job", one)).join("");
        if (told !== "") yield told;
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
  constructor(private readonly perToken: number) {}

  /**
   * Answers with a stream, which ends with its token. @throws Problem where the token has too many
   */
  answer(parts: Parts, context: Context<Env>): Response {
    const request = context.req.raw;
    const { name: token } = context.get("token");
    const again = context.get("again");
    const count = this.open.get(token) ?? 0;
    if (count >= this.perToken)
      throw new Problem(429, "streams", {
        found: `${count} open streams of this token`,
        expected: `at most ${this.perToken}`,
        next: "Close a page that watches jobs, or wait until a stream ends.",
      });
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
    const next = async (): Promise<string | undefined> => {
      const { value } = await source.next();
      await again();
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
