import { randomUUID } from "node:crypto";
import type { Client } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import type { Queue } from "../queue.ts";
import { readSettings, type Settings } from "./settings.ts";
import { labelsThere } from "./workers.ts";

/**
 * Which of the jobs that wait goes to the workers' queue next: each of them at once, unless a limit
 * says otherwise.
 */

/** The vendor of whoever does a task of a run. The host's own models are Anthropic's. */
export const vendorOf = (provider: string | undefined): string =>
  provider === undefined ? "anthropic" : provider === "codex" ? "openai" : provider;

interface Held {
  project: string;
  /** Null: its run has not said yet whom it asks, so it may be anybody. */
  vendors: string[] | null;
  /** Nothing is counted where a wish is looked after. */
  is_wish: boolean;
}
/** A job that waits for a place. */
export interface Waiting extends Held {
  /** It is in progress: it goes on. */
  is_begun: boolean;
}
/** Its columns. */
export const WAITING = "project, vendors, run is not null as is_begun, wish is not null as is_wish";

/** A limit of the settings that is reached: `count` jobs, of `most`. */
export interface Reached {
  by: "project" | "limit" | "vendor";
  count: number;
  most: number;
  vendor?: string;
}

interface Row extends Waiting {
  id: string;
  priority: number;
  needs: string[];
  created: Date;
}
const COLUMNS = `id, priority, needs, created, ${WAITING}`;
const WAITS = "state = 'queued' and queue_id is null and awaits is null";
const BEGUN = `${WAITS} and (run is not null or wish is not null)`;
const FRESH = `${WAITS} and run is null and wish is null`;
/** What no worker can take keeps no place from others: a worker that begins asks again. */
const ABLE =
  "(needs = '{}' or exists (select 1 from jsonb_array_elements($1::jsonb) there where there @> to_jsonb(needs)))";
const ORDER = "order by priority desc, created, id";

/** So many are looked at once where nothing limits them. */
const CHUNK = 200;

/**
 * Sends what waits and may begin, the highest priority first. To be called wherever a place may
 * have become free, in that transaction. It looks at as many jobs as there are places, however many
 * wait.
 */
export async function admit(client: Client, queue: Queue): Promise<void> {
  const any = await client.query(`select 1 from ${SCHEMA}.job where ${WAITS} limit 1`);
  if (any.rowCount === 0) return;
  const settings = await readSettings(client);
  const { in_progress, per_project, vendors } = settings;
  const isLimited = in_progress !== null || per_project !== null || Object.keys(vendors).length > 0;
  // Two that look at once would both give the last place away.
  if (isLimited) await client.query("select pg_advisory_xact_lock(hashtext('admit'))");
  const there = JSON.stringify(await labelsThere(client));
  const places = isLimited ? await placesIn(client, settings) : null;
  const begun = await client.query<Row>(
    `select ${COLUMNS} from ${SCHEMA}.job where ${BEGUN} and ${ABLE} ${ORDER}`,
    [there],
  );
  let rows = begun.rows;
  const looked: string[] = [];
  for (;;) {
    const most = Math.min(places?.forNew ?? CHUNK, CHUNK);
    const fresh = await client.query<Row>(
      `select ${COLUMNS} from ${SCHEMA}.job where ${FRESH} and ${ABLE} and project <> all($2) and id <> all($3::uuid[]) ${ORDER} limit $4`,
      [there, places?.full ?? [], looked, most],
    );
    for (const row of [...rows, ...fresh.rows].sort(inOrder))
      if (places === null || places.take(row)) await send(client, queue, row);
    looked.push(...fresh.rows.map(({ id }) => id));
    rows = [];
    if (fresh.rows.length < most || most === 0) return;
  }
}

const inOrder = (one: Row, other: Row): number =>
  other.priority - one.priority ||
  one.created.getTime() - other.created.getTime() ||
  (one.id < other.id ? -1 : 1);

/** Whoever is changing the job at the moment admits it. */
async function send(client: Client, queue: Queue, row: Row): Promise<void> {
  const queueId = randomUUID();
  const { rowCount } = await client.query(
    `update ${SCHEMA}.job set queue_id = $2, updated = now() where id =
       (select id from ${SCHEMA}.job where id = $1 and state = 'queued' and queue_id is null for update skip locked)`,
    [row.id, queueId],
  );
  if (rowCount === 1) await queue.send(client, row, { queueId });
}

/** What the limits of the settings leave as things stand. */
export async function placesIn(client: Pick<Client, "query">, settings: Settings): Promise<Places> {
  const held = await client.query<Held & { n: number }>(
    `select project, vendors, is_wish, count(*)::int as n from
       (select project, vendors, wish is not null as is_wish from ${SCHEMA}.job where state = 'running'
        union all select project, vendors, wish is not null from ${SCHEMA}.job where state = 'queued' and queue_id is not null) one
     group by project, vendors, is_wish`,
  );
  const waiting = await client.query<{ n: number }>(
    `select ((select count(*) from ${SCHEMA}.job where state = 'question' and wish is null)
       + (select count(*) from ${SCHEMA}.job where ${BEGUN} and wish is null))::int as n`,
  );
  const places = new Places(settings);
  places.left -= waiting.rows[0]!.n;
  for (const { n, ...one } of held.rows) places.hold(one, n);
  return places;
}

/** Places for jobs, as the limits leave them. */
class Places {
  left: number;
  private readonly ofVendor: Map<string, number>;
  private readonly atWork = new Map<string, number>();

  constructor(private readonly settings: Settings) {
    this.left = settings.in_progress ?? Number.POSITIVE_INFINITY;
    this.ofVendor = new Map(Object.entries(settings.vendors));
  }

  /** For so many that are new there is a place: nobody knows yet whom they ask. */
  get forNew(): number {
    return Math.max(0, Math.min(this.left, ...this.ofVendor.values()));
  }

  /** Projects that have as many at work as they may. */
  get full(): string[] {
    const most = this.settings.per_project ?? Number.POSITIVE_INFINITY;
    return [...this.atWork].flatMap(([name, n]) => (n >= most ? [name] : []));
  }

  private limited = ({ vendors, is_wish }: Held): string[] =>
    is_wish ? [] : [...this.ofVendor.keys()].filter((one) => vendors?.includes(one) ?? true);

  /** They have places. */
  hold(row: Held, count = 1): void {
    this.atWork.set(row.project, (this.atWork.get(row.project) ?? 0) + count);
    for (const vendor of this.limited(row))
      this.ofVendor.set(vendor, this.ofVendor.get(vendor)! - count);
    if (!row.is_wish) this.left -= count;
  }

  /** The limit that keeps a job from a place; null: there is one for it. */
  reached(row: Waiting): Reached | null {
    const { in_progress, per_project, vendors } = this.settings;
    const atWork = this.atWork.get(row.project) ?? 0;
    if (per_project !== null && atWork >= per_project)
      return { by: "project", count: atWork, most: per_project };
    if (in_progress !== null && !row.is_begun && !row.is_wish && this.left <= 0)
      return { by: "limit", count: in_progress - this.left, most: in_progress };
    const vendor = this.limited(row).find((one) => this.ofVendor.get(one)! <= 0);
    if (vendor === undefined) return null;
    const most = vendors[vendor]!;
    return { by: "vendor", vendor, count: most - this.ofVendor.get(vendor)!, most };
  }

  /** Gives it a place, if there is one. */
  take(row: Waiting): boolean {
    if (this.reached(row) !== null) return false;
    // What goes on was counted before it was asked for.
    if (row.is_begun && !row.is_wish) this.left++;
    this.hold(row);
    return true;
  }
}
