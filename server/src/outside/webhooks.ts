import { createHmac, randomBytes, randomUUID } from "node:crypto";
import * as http from "node:http";
import * as https from "node:https";
import { isIP } from "node:net";
import { z } from "zod";
import { Problem } from "../api/problem.ts";
import { addressesOf, type Projects } from "../api/project.ts";
import { holding, type Pool, transaction } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import { time, words } from "../fields.ts";
import { STATES } from "../jobs/job.ts";
import { holdToken, writeAudit } from "../jobs/store.ts";
import type { Queue } from "../queue.ts";
import { linkOf } from "./words.ts";

/**
 * Webhooks: what comes of a job is posted to them, signed as https://www.standardwebhooks.com has it. A trigger of Postgres notes each such event beside the change itself; a server takes the
 * notes into the queue, which posts them, at least once and in the order of each job.
 */

/** What is told: a state that a job comes to, or what was done with one that has ended. */
const EVENTS = [...STATES, "rolled_back", "restored", "pushed"] as const;

export const WebhookRequest = z.strictObject({
  url: z
    .string()
    .max(2_000)
    .describe("Where events are posted: https, or http on the server's own machine."),
  project: z
    .string()
    .min(1)
    .max(2_000)
    .nullable()
    .default(null)
    .describe("Only jobs of this project; null: of all."),
  states: z
    .array(z.enum(EVENTS))
    .min(1)
    .default([...EVENTS])
    .describe(
      "Only these events: a state that a job comes to; or of one that has ended, that it was rolled_back, restored by an undo, or its branch pushed.",
    ),
});
export type WebhookRequest = z.infer<typeof WebhookRequest>;

export const Webhook = z.object({
  ...WebhookRequest.shape,
  id: z.uuid().describe("The webhook's id."),
  who: words("Who has made it."),
  created: time("When."),
  failure: z
    .object({
      at: words("When."),
      event: words("What was posted, such as job.complete."),
      problem: words("What came of it, in words."),
    })
    .nullable()
    .describe("What failed last; null: nothing yet."),
  failing: time("Since when nothing was taken; null: the last one was.").nullable(),
  off: time(
    "Switched off since then, because nothing was taken for three days, or 410 was answered; null: it is on.",
  ).nullable(),
});
export type Webhook = z.infer<typeof Webhook>;

/** An event is tried for so long, and a webhook that takes none for so long is switched off. */
const DAYS = 3;
const LIMIT_MS = 10_000;
/** So many events are taken into the queue at once. */
const AT_ONCE = 500;
/** Webhooks of a token for one project, and for all. */
const MOST = 20;
const GONE = 410;

const COLUMNS = "id, url, project, states, who, created, failure, failing, off";
type Times<T> = Record<"failing" | "off", T | null> & { created: T };
type Row = Omit<Webhook, keyof Times<string>> & Times<Date>;
const webhookOf = (row: Row): Webhook => ({
  ...row,
  created: row.created.toISOString(),
  failing: row.failing?.toISOString() ?? null,
  off: row.off?.toISOString() ?? null,
});

const refuse = (found: string, expected: string, next: string): never => {
  throw new Problem(422, "webhook", { found, expected, next });
};

/** An address that may be posted to, and where it leads; [] is where its name leads. @throws Problem */
async function checkUrl(
  text: string,
  projects: Projects,
): Promise<{ url: URL; addresses: string[] }> {
  const expected = "https://<host>/…, or http:// on the server's own machine";
  const url = URL.canParse(text) ? new URL(text) : refuse("no address", expected, "Correct it.");
  const isOwn = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isOwn))
    refuse(`an address by ${url.protocol}`, expected, "Use https.");
  if (url.username !== "" || url.password !== "")
    refuse("a name or password in the address", expected, "Leave it out: check the signature.");
  const addresses = await addressesOf(url.hostname, projects).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    return refuse(error.told.found, "a host of the public internet", error.told.next);
  });
  return { url, addresses };
}

/** Makes a webhook; the secret is in no other answer. @throws Problem, NoToken */
export async function addWebhook(
  pool: Pool,
  projects: Projects,
  { url, project, states }: WebhookRequest,
  who: string,
): Promise<Webhook & { secret: string }> {
  const checked = await checkUrl(url, projects);
  const secret = randomBytes(32).toString("base64");
  return transaction(pool, async (client) => {
    await holdToken(client, who);
    await holding(client, `webhooks of ${who}`);
    const made = await client.query(
      `select from ${SCHEMA}.webhook where who = $1 and project is not distinct from $2`,
      [who, project],
    );
    if ((made.rowCount ?? 0) >= MOST)
      refuse(
        `${MOST} webhooks of this token there`,
        `at most ${MOST} for a project, and for all`,
        "Remove one that nobody needs: DELETE /api/webhooks/<id>.",
      );
    const { rows } = await client.query<Row>(
      `insert into ${SCHEMA}.webhook (id, url, project, states, secret, who) values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
      [randomUUID(), checked.url.href, project, [...new Set(states)], secret, who],
    );
    const webhook = webhookOf(rows[0]!);
    // Its path may be as good as a password.
    const { origin } = checked.url;
    await writeAudit(client, null, who, "webhook", { id: webhook.id, origin, project, states });
    return { ...webhook, secret: `whsec_${secret}` };
  });
}

/** Those of a project; null: all. */
export async function listWebhooks(pool: Pool, project: string | null): Promise<Webhook[]> {
  const { rows } = await pool.query<Row>(
    `select ${COLUMNS} from ${SCHEMA}.webhook where $1::text is null or project = $1 order by created, id`,
    [project],
  );
  return rows.map(webhookOf);
}

/** Whether there was one; what is still to be posted to it goes as well. */
export const removeWebhook = (
  pool: Pool,
  id: string,
  project: string | null,
  who: string,
): Promise<boolean> =>
  transaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `delete from ${SCHEMA}.webhook where id = $1 and ($2::text is null or project = $2)`,
      [id, project],
    );
    if (rowCount === 1) await writeAudit(client, null, who, "webhook removed", { id });
    return rowCount === 1;
  });

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export const signed = (secret: string, id: string, at: number, body: string) => ({
  "webhook-id": id,
  "webhook-timestamp": String(at),
  "webhook-signature": `v1,${createHmac("sha256", Buffer.from(secret, "base64"))
    .update(`${id}.${at}.${body}`)
    .digest("base64")}`,
});

/** Returns the status; 0: there was no answer, and why. */
async function post(
  projects: Projects,
  to: { url: string; secret: string },
  id: string,
  body: string,
): Promise<{ status: number; problem: string | null }> {
  try {
    // Asked again each time: a name may lead elsewhere by now, and what was asked is where it goes.
    const { url, addresses } = await checkUrl(to.url, projects);
    const found = addresses.map((address) => ({ address, family: isIP(address) }));
    const status = await new Promise<number>((resolve, reject) => {
      const asked = (url.protocol === "https:" ? https : http).request(
        url,
        {
          method: "POST",
          agent: false,
          signal: AbortSignal.timeout(LIMIT_MS),
          headers: {
            "content-type": "application/json",
            "content-length": Buffer.byteLength(body),
            "user-agent": "multi-ai",
            ...signed(to.secret, id, Math.floor(Date.now() / 1_000), body),
          },
          ...(found.length > 0 && { lookup: (_host, _options, done) => done(null, found) }),
        },
        (answer) => {
          answer.destroy();
          resolve(answer.statusCode ?? 0);
        },
      );
      asked.on("error", reject);
      asked.end(body);
    });
    const more = status >= 300 && status < 400 ? ", and redirects are not followed" : "";
    const isTaken = status >= 200 && status < 300;
    return { status, problem: isTaken ? null : `it answered ${status}${more}` };
  } catch (error) {
    if (error instanceof Problem) return { status: 0, problem: error.message };
    const { name, code } = error as { name?: string; code?: string };
    return { status: 0, problem: `it gave no answer (${code ?? name})` };
  }
}

/** Posts one event, and notes what came of it; `isOff`: nothing more is posted. `isGone`: nobody has it any more. */
async function tell(
  pool: Pool,
  projects: Projects,
  webhook: { id: string; url: string; secret: string },
  event: { id: string; type: string; timestamp: string; data: object },
): Promise<{ problem: string | null; isOff: boolean; isGone: boolean }> {
  const { id, ...body } = event;
  const { status, problem } = await post(projects, webhook, id, JSON.stringify(body));
  if (problem === null) {
    await pool.query(
      `update ${SCHEMA}.webhook set failing = null, off = null where id = $1 and failing is not null`,
      [webhook.id],
    );
    return { problem, isOff: false, isGone: false };
  }
  const { rows } = await pool.query(
    `update ${SCHEMA}.webhook set failing = coalesce(failing, now()),
       off = coalesce(off, case when $3 or failing < now() - interval '${DAYS} days' then now() end),
       failure = jsonb_build_object('at', to_json(now()), 'event', $4::text, 'problem', $2::text)
     where id = $1 returning off`,
    [webhook.id, problem, status === GONE, event.type],
  );
  return { problem, isOff: rows[0]?.off !== null, isGone: rows[0] === undefined };
}

/** Posts an event that says nothing. One that was switched off and takes it is on again. Null: there is none. */
export async function testWebhook(
  pool: Pool,
  projects: Projects,
  id: string,
  project: string | null,
): Promise<{ ok: boolean; problem: string | null } | null> {
  const { rows } = await pool.query(
    `select id, url, secret from ${SCHEMA}.webhook where id = $1 and ($2::text is null or project = $2)`,
    [id, project],
  );
  if (rows[0] === undefined) return null;
  const { problem } = await tell(pool, projects, rows[0], {
    ...{ id: `msg_${randomUUID()}`, type: "webhook.test", timestamp: new Date().toISOString() },
    data: { webhook: id },
  });
  return { ok: problem === null, problem };
}

/** As the trigger notes it. */
interface Event {
  id: string;
  webhook: string;
  job: string;
  /** Null: that it came to the state, as a version before notes it. */
  event?: string | null;
  state: string;
  rolled_back?: boolean;
  project: string;
  workflow: string;
  at: string;
}

export class Webhooks {
  private readonly work: Promise<() => Promise<void>>;

  constructor(
    private readonly deps: {
      pool: Pool;
      queue: Queue;
      projects: Projects;
      /** Of the page. */
      url: string;
      say: (problem: string) => void;
    },
  ) {
    this.work = deps.queue.whenHanded((event) => this.deliver(event as Event));
    this.work.catch((error: Error) => deps.say(`webhooks: ${error.message}`));
  }

  async close(): Promise<void> {
    await (await this.work.catch(() => null))?.();
  }

  /** Takes what was noted into the queue; of several servers one at a time, for the order's sake. */
  async take(): Promise<void> {
    const { pool, queue } = this.deps;
    const some = `select exists (select 1 from ${SCHEMA}.webhook_event) as are`;
    while ((await pool.query(some)).rows[0].are) {
      const isMine = await transaction(pool, async (client) => {
        const lock = "select pg_try_advisory_xact_lock(hashtext('webhooks')) as got";
        if (!(await client.query(lock)).rows[0].got) return false;
        // Whoever sees one project alone has all of their targets wait for one another.
        const { rows } = await client.query<Event & { n: string; waits: string }>(
          `with event as (delete from ${SCHEMA}.webhook_event
             where n in (select n from ${SCHEMA}.webhook_event order by n limit ${AT_ONCE}) returning *)
           select event.*, coalesce(md5(made.who || ' ' || made.project), event.webhook::text) as waits
           from event left join ${SCHEMA}.webhook made on made.id = event.webhook`,
        );
        const events = rows.sort((a, b) => Number(a.n) - Number(b.n));
        await queue.hand(
          client,
          events.map(({ n: _, waits: group, ...event }) => ({
            ...{ key: `${event.webhook} ${event.job}`, group, data: event },
          })),
        );
        return true;
      });
      if (!isMine) return;
    }
  }

  /** @throws Error where it is to be tried again */
  private async deliver({ id, webhook, job, at, event, ...more }: Event): Promise<void> {
    const { pool, projects, url, say } = this.deps;
    const { rows } = await pool.query(
      `select id, url, secret from ${SCHEMA}.webhook where id = $1 and off is null`,
      [webhook],
    );
    if (rows[0] === undefined) return;
    const timestamp = new Date(at).toISOString();
    const { problem, isOff, isGone } = await tell(pool, projects, rows[0], {
      ...{ id: `msg_${id}`, type: `job.${event ?? more.state}`, timestamp },
      data: { id: job, rolled_back: false, ...more, link: linkOf({ id: job }, url) },
    });
    if (problem === null || isGone) return;
    say(`webhook ${webhook}: ${problem}${isOff ? "; it is switched off" : ""}`);
    const isOld = Date.now() - Date.parse(timestamp) > DAYS * 86_400_000;
    if (!isOff && !isOld) throw new Error(problem);
  }
}
