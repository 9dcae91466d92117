import { Counter, Gauge, Registry } from "prom-client";
import type { Pool } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import { countsOf } from "../jobs/figures.ts";
import { STATES } from "../jobs/job.ts";
import { listWorkers } from "../jobs/workers.ts";
import { QUEUE_SCHEMA } from "../queue.ts";

/** So long an answer is good, however many ask; and sums over all jobs, which read each of them. */
const GOOD_MS = 15_000;
const SUMS_MS = 300_000;

type Sums = Record<"attempts" | "tokens" | "money", number>;

/** The same work for all who ask within `ms`. */
function kept<T>(ms: number, work: () => Promise<T>): () => Promise<T> {
  let last: { at: number; made: Promise<T> } | null = null;
  return () => {
    if (last !== null && performance.now() - last.at <= ms) return last.made;
    const mine = { at: performance.now(), made: work() };
    last = mine;
    // A database that was away is asked again.
    mine.made.catch(() => {
      if (last === mine) last = null;
    });
    return mine.made;
  };
}

/** Figures for Prometheus, of all jobs and workers; no text of any. */
export function metricsOf(pool: Pool): () => Promise<{ type: string; text: string }> {
  const sums = kept(SUMS_MS, () => sumsOf(pool));
  const text = kept(GOOD_MS, async () => figures(pool, await sums()));
  return async () => ({ type: Registry.PROMETHEUS_CONTENT_TYPE, text: await text() });
}

async function sumsOf(pool: Pool): Promise<Sums> {
  const { rows } = await pool.query<Sums>(
    `select coalesce(sum(fence), 0)::int as attempts, coalesce(sum((spent->>'tokens')::float8), 0) as tokens,
       coalesce(sum((spent->>'money')::float8), 0) as money from ${SCHEMA}.job`,
  );
  return rows[0]!;
}

async function figures(pool: Pool, sums: Sums): Promise<string> {
  const counts = await countsOf(pool, null);
  const oldest = await pool.query<{ s: number | null }>(
    `select extract(epoch from now() - min(greatest(job.updated, start_after)))::float8 as s
     from ${SCHEMA}.job join ${QUEUE_SCHEMA}.job entry on entry.id = job.queue_id
     where job.state = 'queued' and job.queue_id is not null and entry.state < 'active' and start_after <= ${QUEUE_SCHEMA}.job_now()`,
  );
  const workers = await listWorkers(pool);
  const registers = [new Registry()];
  const [registry] = registers;
  const jobs = new Gauge({
    ...{ name: "multi_ai_jobs", help: "Jobs by state", labelNames: ["state"], registers },
  });
  for (const state of STATES) jobs.set({ state }, counts[state]);
  new Gauge({
    name: "multi_ai_oldest_queued_seconds",
    help: "How long the job waits for a worker that waits longest",
    registers,
  }).set(oldest.rows[0]?.s ?? 0);
  for (const [name, help, value] of [
    ["multi_ai_attempts_total", "Times that a worker took a job", sums.attempts],
    ["multi_ai_tokens_total", "Tokens that jobs took", sums.tokens],
    ["multi_ai_money_usd_total", "US dollars that jobs took, where prices are known", sums.money],
  ] as const)
    new Counter({ name, help, registers }).inc(value);
  const states = { taking: 0, draining: 0, gone: 0 };
  for (const { live, draining } of workers)
    states[!live ? "gone" : draining ? "draining" : "taking"]++;
  const gauge = new Gauge({
    ...{ name: "multi_ai_workers", help: "Workers by state", labelNames: ["state"], registers },
  });
  for (const [state, count] of Object.entries(states)) gauge.set({ state }, count);
  const live = workers.filter((one) => one.live);
  new Gauge({ name: "multi_ai_slots", help: "Slots of workers that are there", registers }).set(
    live.reduce((sum, { slots }) => sum + slots, 0),
  );
  return registry!.metrics();
}
