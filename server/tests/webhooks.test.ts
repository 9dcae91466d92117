// Outgoing webhooks, on loopback: who may make them, where they may lead, what is posted, in which order, and what failures come to.
// Runs: in full too, on both databases.
// Not in npm test: ^a job.s states are posted|^targets that never answer|^a webhook that is removed
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { SCHEMA } from "../src/database/schema.ts";
import type { Wish } from "../src/jobs/job.ts";
import { startOutside } from "../src/outside/outside.ts";
import { signed, type Webhook } from "../src/outside/webhooks.ts";
import { POSTS, QUEUE_SCHEMA } from "../src/queue.ts";
import { ask, call, complete, keep, QUESTION, type Served, startServer } from "./api-server.ts";
import { type Asked, type Service, startService } from "./service.ts";

const PAGE = "https://jobs.example";
const projects = {
  folders: ["/"],
  hosts: ["127.0.0.1"],
  resolve: async (host: string) =>
    ({ "hooks.example": ["140.82.121.4"], "inside.example": ["140.82.121.4", "10.0.0.7"] })[host] ??
    [],
};
let served: Served;
let token: string;
const said: string[] = [];
const open: { close(): Promise<unknown> }[] = [];

beforeAll(async () => {
  served = await startServer({ projects, limits: { requests: 100_000 } });
  token = await served.token("decide");
  const { pool, store, database } = served;
  const settings = { url: PAGE, github: null, telegram: null, slack: null };
  const outside = startOutside({
    ...{
      settings,
      store,
      pool,
      queue: database.queue,
      projects,
      say: (problem) => said.push(problem),
    },
  });
  open.push(outside);
});
afterAll(async () => {
  for (const one of open) await one.close();
  await served.close();
});
afterEach(async () => {
  await served.pool.query(`delete from ${SCHEMA}.webhook`);
});

const api = (method: string, path: string, body?: object, as = token) =>
  call(served.url, method, `/api/webhooks${path}`, { token: as, ...(body && { body }) });
const told = ({ status, json }: Awaited<ReturnType<typeof call>>): string =>
  `${status} ${json.code ?? ""} ${json.found ?? ""}`.trim();

function receiver(answer: (asked: Asked) => unknown = () => ({})): Service {
  const one = startService(answer);
  open.push(one);
  return one;
}

const make = async (more: object): Promise<Webhook & { secret: string }> =>
  (await api("POST", "", more)).json as Webhook & { secret: string };
const shown = async (id: string): Promise<Webhook> =>
  ((await api("GET", "")).json.webhooks as Webhook[]).find((one) => one.id === id)!;
const types = (asked: Asked[]): string[] => asked.map(({ body }) => body.type);
/** The test ends otherwise, by its time. */
async function until(holds: () => Promise<unknown>): Promise<void> {
  while (!(await holds())) await Bun.sleep(20);
}
/** What is to be tried again is due at once. */
const again = () =>
  served.pool.query(
    `update ${QUEUE_SCHEMA}.job set start_after = now() where name = 'webhook' and state = 'retry'`,
  );

test("an event is signed as Standard Webhooks' own library does it", () => {
  expect(
    signed(
      "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      ...(["msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, '{"test": 2432232314}'] as const),
    ),
  ).toMatchObject({
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("whoever may decide makes webhooks, of the token's project alone; the secret is shown once", async () => {
  const url = "https://hooks.example/x";
  expect(told(await api("POST", "", { url }, await served.token("submit")))).toMatch(/^403 role/);
  const one = `${served.projects}/one`;
  const bound = await served.token("decide", one);
  const other = { url, project: `${served.projects}/two` };
  expect(told(await api("POST", "", other, bound))).toMatch(/^403 project/);
  const ofAll = await make({ url, states: ["complete", "failed"] });
  const { json: ofOne } = await api("POST", "", { url }, bound);
  expect(ofAll.secret).toMatch(/^whsec_[\w+/]{43}=$/);
  expect(ofOne).toMatchObject({ project: one, off: null, failure: null });
  const list = await api("GET", "", undefined, bound);
  expect(list.json.webhooks).toMatchObject([{ id: ofOne.id }]);
  expect(JSON.stringify(list.json)).not.toMatch(/secret|whsec/);
  for (const [method, path] of [
    ["DELETE", `/${ofAll.id}`],
    ["POST", `/${ofAll.id}/test`],
  ] as const)
    expect(told(await api(method, path, undefined, bound))).toMatch(/^404 webhook/);
  expect((await api("DELETE", `/${ofAll.id}`)).status).toBe(200);
  expect((await api("GET", "")).json.webhooks).toHaveLength(1);
});

test("a token has so many webhooks of a project, and others as many again", async () => {
  const bound = await served.token("decide", `${served.projects}/one`);
  const add = (as?: string) => api("POST", "", { url: "https://hooks.example/x" }, as);
  const made = await Promise.all(Array.from({ length: 22 }, () => add(bound)));
  const all = made.map(told);
  expect(all.filter((one) => one === "201")).toHaveLength(20);
  expect(all.filter((one) => one === "422 webhook 20 webhooks of this token there")).toHaveLength(
    2,
  );
  expect(told(await add())).toBe("201");
});

test("a webhook's project is checked as a job's is", async () => {
  const url = "https://hooks.example/x";
  const add = async (project: string) => told(await api("POST", "", { url, project }));
  for (const [project, found] of [
    ["https://me:hunter2@github.com/acme/shop", "a password or a token in the address"],
    [`${served.projects}/none`, `"${served.projects}/none", which is not a folder below`],
    ["https://inside.example/shop", "the host inside.example, which leads into a private network"],
  ] as const)
    expect(await add(project)).toStartWith(`422 project ${found}`);
  const made = await make({ url, project: `${served.projects}/./one` });
  expect(made.project).toBe(`${served.projects}/one`);
});

test("a webhook that is removed while it is posted to is not said to be switched off", async () => {
  const to = receiver(async () => {
    await served.pool.query(`delete from ${SCHEMA}.webhook`);
    return new Response("no", { status: 500 });
  });
  said.length = 0;
  await make({ url: `${to.url}/gone`, states: ["queued"] });
  const job = await served.submit();
  const over = `select from ${QUEUE_SCHEMA}.job where data->>'job' = $1 and state = 'completed'`;
  await until(async () => (await served.pool.query(over, [job.id])).rowCount);
  expect([to.asked.length, said]).toEqual([1, []]);
});

test("targets that never answer hold up what else their token has made there, and nobody else's", async () => {
  let [now, most] = [0, 0];
  const over = Promise.withResolvers<void>();
  const silent = receiver(async () => {
    most = Math.max(most, ++now);
    await over.promise;
    now--;
  });
  const to = receiver();
  const bound = await served.token("decide", `${served.projects}/one`);
  for (let count = 0; count < 8; count++)
    await api("POST", "", { url: `${silent.url}/x`, states: ["queued"] }, bound);
  for (let count = 0; count < 4; count++) await served.submit();
  await silent.come("/x", 2);
  await make({ url: `${to.url}/other`, states: ["queued"] });
  await served.submit();
  await to.come("/other");
  over.resolve();
  expect(most).toBeLessThan(POSTS.localConcurrency);
});

test.each([
  ["http://hooks.example/x", "an address by http:"],
  ["ftp://127.0.0.1/x", "an address by ftp:"],
  ["https://me:word@hooks.example/", "a name or password"],
  ["https://inside.example/x", "the host inside.example, which leads into a private network"],
  ["https://169.254.169.254/latest", "leads into a private network"],
  ["https://[::1]/x", "leads into a private network"],
  ["http://127.0.0.2/x", "leads into a private network"],
  ["https://0x7f.2/x", "leads into a private network"],
  ["https://nowhere.example/x", "which has no address"],
  ["no address", "no address"],
])("no webhook leads to %s", async (url, why) => {
  const refused = await api("POST", "", { url });
  expect(told(refused)).toStartWith("422 webhook");
  expect(told(refused)).toContain(why);
});

describe("a job's states", () => {
  test("are posted signed, in their order, each until it was taken, and nothing of the request", async () => {
    let failures = 2;
    const to = receiver(() => (failures-- > 0 ? new Response("no", { status: 500 }) : {}));
    const other = receiver();
    const { secret, id } = await make({ url: `${to.url}/all` });
    await make({ url: `${other.url}/ends`, states: ["complete"] });
    await make({ url: `${other.url}/two`, project: `${served.projects}/two` });
    const job = await served.submit({ request: "Say hunter2" });
    await to.come("/all");
    await until(async () => (await shown(id)).failure);
    expect(await shown(id)).toMatchObject({
      failure: { event: "job.queued", problem: "it answered 500" },
      off: null,
    });
    const hold = await served.hold(job);
    await ask(hold, [QUESTION]);
    const answer = { question: QUESTION.id, option: QUESTION.options[0]!.name, text: "yes" };
    await served.store.decideJob(job.id, answer, "test");
    await complete(await served.hold(job));
    await other.come("/ends");
    await until(async () => {
      await again();
      return to.asked.length >= 8;
    });
    const wanted = ["queued", "running", "question", "queued", "running", "complete"];
    expect(types(to.asked)).toEqual(["queued", "queued", ...wanted].map((one) => `job.${one}`));
    expect(types(other.asked)).toEqual(["job.complete"]);
    const ids = to.asked.map(({ headers }) => headers.get("webhook-id"));
    expect(new Set(ids.slice(0, 3)).size).toBe(1);
    expect(new Set(ids).size).toBe(6);
    const { body, headers } = to.asked.at(-1)!;
    expect(body).toEqual({
      type: "job.complete",
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: {
        ...{ id: job.id, state: "complete", project: job.project, workflow: job.workflow },
        rolled_back: false,
        link: `${PAGE}/#/job/${job.id}`,
      },
    });
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    const text = `${ids.at(-1)}.${headers.get("webhook-timestamp")}.${JSON.stringify(body)}`;
    expect(headers.get("webhook-signature")).toBe(
      `v1,${createHmac("sha256", key).update(text).digest("base64")}`,
    );
    await until(async () => (await shown(id)).failing === null);
  });

  test("come once: what is done with a job that has ended is an event of its own", async () => {
    const to = receiver();
    await make({ url: `${to.url}/all` });
    await make({ url: `${to.url}/some`, states: ["complete", "rolled_back"] });
    const job = await served.submit();
    const hold = await served.hold(job);
    await keep(hold, ['{"seq":1,"type":"ended"}']);
    await complete(hold);
    const follow = async (what: Wish["what"], isDone = true) => {
      await served.store.followUp(job.id, what, "ada");
      const done = isDone ? {} : null;
      await (await served.hold(job)).settle({ state: "followed", reason: "x", done });
    };
    await follow("rollback");
    await follow("undo");
    await follow("publish", false);
    await served.store.followUp(job.id, "publish", "ada");
    await served.store.cancelJob(job.id, "ada");
    await follow("publish");
    await to.come("/all", 6);
    const of = (path: string) => to.asked.filter((one) => one.path === path);
    expect(
      of("/all").map(({ body: { type, data } }) => [type, data.state, data.rolled_back]),
    ).toEqual([
      ["job.queued", "queued", false],
      ["job.running", "running", false],
      ["job.complete", "complete", false],
      ["job.rolled_back", "complete", true],
      ["job.restored", "complete", false],
      ["job.pushed", "complete", false],
    ]);
    await to.come("/some", 2);
    expect(types(of("/some"))).toEqual(["job.complete", "job.rolled_back"]);
  });

  test("a redirect is not followed; 410, and three days without an answer, switch off", async () => {
    const inside = receiver();
    let status = 302;
    const to = receiver(
      () => new Response(null, { status, headers: { location: `${inside.url}/in` } }),
    );
    const { id } = await make({ url: `${to.url}/x` });
    const probe = async () => (await api("POST", `/${id}/test`)).json;
    expect(await probe()).toEqual({
      ok: false,
      problem: "it answered 302, and redirects are not followed",
    });
    expect(inside.asked).toEqual([]);
    expect((await shown(id)).off).toBeNull();
    await served.pool.query(`update ${SCHEMA}.webhook set failing = now() - interval '73 hours'`);
    await served.submit();
    await until(async () => (await shown(id)).off);
    const count = to.asked.length;
    await served.submit();
    status = 204;
    expect(await probe()).toEqual({ ok: true, problem: null });
    expect(await shown(id)).toMatchObject({ off: null, failing: null });
    expect(types(to.asked).slice(count)).toEqual(["webhook.test"]);
    status = 410;
    await probe();
    expect((await shown(id)).off).not.toBeNull();
  });
});
