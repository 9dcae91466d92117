import { randomUUID } from "node:crypto";
import type { Client } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import type { Queue } from "../queue.ts";
import { readSettings, type Settings } from "./settings.ts";
import { labelsThere, missingLabels } from "./workers.ts";

/**
 * Which of the jobs that wait goes to the workers' queue next: each of them at once, unless a limit
 * says otherwise.
 */

/** The vendor of whoever does a task of a run. The host's own models are Anthropic's. */
export const vendorOf = (provider: string | undefined): string =>
  provider === undefined ? "anthropic" : provider === "codex" ? "openai" : provider;

interface Row {
  id: string;
  project: string;
  priority: number;
  needs: string[];
  /** Null: its run has not said yet whom it asks, so it may be anybody. */
  vendors: string[] | null;
  /** It is in progress: it goes on. Nothing is counted where a wish is looked after. */
  is_begun: boolean;
  is_wish: boolean;
}
const COLUMNS =
  "id, project, priority, needs, vendors, run is not null as is_begun, wish is not null as is_wish";

/**
 * Sends what waits and may begin, the highest priority first. To be called wherever a place may
 * have become free, in that transaction.
 */
export async function admit(client: Client, queue: Queue): Promise<void> {
  const waiting = () =>
    client.query<Row>(
      `select ${COLUMNS} from ${SCHEMA}.job where state = 'queued' and queue_id is null order by priority desc, created, id`,
    );
  let { rows } = await waiting();
  if (rows.length === 0) return;
  const there = rows.some(({ needs }) => needs.length > 0) ? await labelsThere(client) : [];
  const settings = await readSettings(client);
  let places: Places | null = null;
  if (settings.in_progress !== null || Object.keys(settings.vendors).length > 0) {
    // Two that look at once would both give the last place away.
    await client.query("select pg_advisory_xact_lock(hashtext('admit'))");
    ({ rows } = await waiting());
    places = await placesIn(client, settings);
  }
  // What no worker can take keeps no place from others: a worker that begins asks again.
  for (const row of rows.filter(({ needs }) => missingLabels(needs, there).length === 0))
    if (places === null || places.take(row)) await send(client, queue, row);
}

/** Whoever is changing the job at the moment admits it. */
async function send(client: Client, queue: Queue, row: Row): Promise<void> {
  const queueId = randomUUID();
  const { rowCount } = await client.query(
    `update ${SCHEMA}.job set queue_id = $2 where id =
       (select id from ${SCHEMA}.job where id = $1 and state = 'queued' and queue_id is null for update skip locked)`,
    [row.id, queueId],
  );
  if (rowCount === 1) await queue.send(client, row, { queueId });
}

async function placesIn(client: Client, { in_progress, vendors }: Settings): Promise<Places> {
  const { rows } = await client.query<Row>(
    `select ${COLUMNS} from ${SCHEMA}.job where state = 'running' or state = 'queued' and queue_id is not null`,
  );
  const waiting = await client.query<{ n: number }>(
    `select count(*)::int as n from ${SCHEMA}.job where wish is null
       and (state = 'question' or state = 'queued' and queue_id is null and run is not null)`,
  );
  const places = new Places(in_progress ?? Number.POSITIVE_INFINITY, vendors);
  places.left -= waiting.rows[0]!.n;
  for (const row of rows) places.hold(row);
  return places;
}

/** Places for jobs, as the limits leave them. */
class Places {
  private readonly projects = new Set<string>();
  private readonly ofVendor: Map<string, number>;

  constructor(
    public left: number,
    vendors: Settings["vendors"],
  ) {
    this.ofVendor = new Map(Object.entries(vendors));
  }

  private limited = ({ vendors, is_wish }: Row): string[] =>
    is_wish ? [] : [...this.ofVendor.keys()].filter((one) => vendors?.includes(one) ?? true);

  /** It has a place. */
  hold(row: Row): void {
    this.projects.add(row.project);
    for (const vendor of this.limited(row))
      this.ofVendor.set(vendor, this.ofVendor.get(vendor)! - 1);
    if (!row.is_wish) this.left--;
  }

  /**
   * Gives it a place, if there is one. One that only waits for its project's other job would hold
   * it from others.
   */
  take(row: Row): boolean {
    const isBegun = row.is_begun || row.is_wish;
    if (this.projects.has(row.project) || (!isBegun && this.left <= 0)) return false;
    if (this.limited(row).some((vendor) => this.ofVendor.get(vendor)! <= 0)) return false;
    // What goes on was counted before it was asked for.
    if (row.is_begun && !row.is_wish) this.left++;
    this.hold(row);
    return true;
  }
}
