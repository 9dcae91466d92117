import { Counter, Gauge, Registry } from "prom-client";
import type { Pool } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import { STATES, type State } from "../jobs/job.ts";
import { listWorkers } from "../jobs/workers.ts";

/** So long one look at all jobs is good, however many ask. */
const GOOD_MS = 15_000;

interface Sums {
  state: State;
  jobs: number;
  attempts: number;
  tokens: number;
  money: number;
  oldest: number | null;
}

/** Figures for Prometheus, of all jobs and workers; no text of any. */
export function metricsOf(pool: Pool): () => Promise<{ type: string; text: string }> {
  let last: { at: number; text: Promise<string> } | null = null;
  return async () => {
    if (last === null || performance.now() - last.at > GOOD_MS) {
      const made = { at: performance.now(), text: figures(pool) };
      last = made;
      // A database that was away is asked again.
      made.text.catch(() => {
        if (last === made) last = null;
      });
    }
    return { type: Registry.PROMETHEUS_CONTENT_TYPE, text: await last.text };
  };
}

async function figures(pool: Pool): Promise<string> {
  const sums = await pool.query<Sums>(
    `select state, count(*)::int as jobs, sum(fence)::int as attempts, sum((spent->>'tokens')::float8) as tokens,
       sum((spent->>'money')::float8) as money, extract(epoch from now() - min(updated))::float8 as oldest
     from ${SCHEMA}.job group by state`,
  );
  const workers = await listWorkers(pool);
  const registers = [new Registry()];
  const [registry] = registers;
  const of = (state: State) => sums.rows.find((one) => one.state === state);
  const total = (name: "attempts" | "tokens" | "money"): number =>
    sums.rows.reduce((sum, one) => sum + (one[name] ?? 0), 0);
  const jobs = new Gauge({
    ...{ name: "multi_ai_jobs", help: "Jobs by state", labelNames: ["state"], registers },
  });
  for (const state of STATES) jobs.set({ state }, of(state)?.jobs ?? 0);
  new Gauge({
    name: "multi_ai_oldest_queued_seconds",
    help: "How long the job waits for a worker that waits longest",
    registers,
  }).set(of("queued")?.oldest ?? 0);
  for (const [name, help, value] of [
    ["multi_ai_attempts_total", "Times that a worker took a job", total("attempts")],
    ["multi_ai_tokens_total", "Tokens that jobs took", total("tokens")],
    [
      "multi_ai_money_usd_total",
      "US dollars that jobs took, where prices are known",
      total("money"),
    ],
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
