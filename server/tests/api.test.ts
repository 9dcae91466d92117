// The API on a real Postgres: who may do what, what is taken and refused, and what a client gets to know.
// Runs: in full too, on both databases.
// Not in npm test: comes late rather than not while all
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, symlinkSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { START_OPTIONS } from "../../src/cli/start/run-prompt.ts";
import { createApp } from "../src/api/app.ts";
import { isPublic } from "../src/api/project.ts";
import { openPool } from "../src/database/connection.ts";
import { SCHEMA } from "../src/database/schema.ts";
import { foldCounts } from "../src/jobs/figures.ts";
import { ScheduleRequest } from "../src/jobs/schedules.ts";
import { NoToken, type Role, Store } from "../src/jobs/store.ts";
import { register } from "../src/jobs/workers.ts";
import { hooksApp } from "../src/outside/hooks.ts";
import { addWebhook } from "../src/outside/webhooks.ts";
import {
  type Asked,
  allRoutes,
  ask,
  call,
  complete,
  journal,
  keep,
  QUESTION,
  type Served,
  seen,
  startServer,
} from "./api-server.ts";

let served: Served;
const tokens = {} as Record<Role, string>;
beforeAll(async () => {
  served = await startServer({
    projects: {
      hosts: ["git.example.com", "127.9.9.9"],
      resolve: async (host) =>
        ({ "github.com": ["140.82.121.4"], "inside.example.org": ["140.82.121.4", "10.0.0.7"] })[
          host
        ] ?? [],
    },
    limits: { requests: 100_000 },
  });
  for (const role of ["read", "submit", "decide"] as const) tokens[role] = await served.token(role);
});
afterAll(() => served?.close());

const api = (method: string, path: string, asked: Asked & { as?: Role } = {}) =>
  call(served.url, method, path, {
    token: asked.as === undefined ? tokens.decide : tokens[asked.as],
    ...asked,
  });
const code = ({ status, json }: Awaited<ReturnType<typeof call>>): string =>
  `${status} ${status < 400 ? "" : json.code}`.trim();
const body = (more: object = {}) => ({
  project: join(served.projects, "one"),
  request: "Say goodbye",
  ...more,
});

interface Told {
  kind: string;
  id: string;
  data: string;
}

/** Events of a stream as they come; comments are of the kind "". */
async function* events(
  path: string,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): AsyncGenerator<Told> {
  const response = await fetch(new URL(path, served.url), {
    headers: { authorization: `Bearer ${tokens.read}`, ...headers },
    ...(signal ? { signal } : {}),
  });
  expect([response.status, response.headers.get("content-type")]).toEqual([
    200,
    "text/event-stream; charset=utf-8",
  ]);
  let text = "";
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    const whole = (text + part).split("\n\n");
    text = whole.pop()!;
    for (const one of whole) {
      const field = (name: string): string =>
        new RegExp(`^${name}: (.*)$`, "m").exec(one)?.[1] ?? "";
      yield { kind: field("event"), id: field("id"), data: field("data") };
    }
  }
}

describe("who may do what", () => {
  test("nobody without a token, or with one that is not known", async () => {
    expect(code(await call(served.url, "GET", "/api/jobs"))).toBe("401 token");
    for (const token of ["x", `mai_${"a".repeat(43)}`, `${tokens.read}x`])
      expect(code(await call(served.url, "GET", "/api/jobs", { token }))).toBe("401 token");
    for (const path of ["/api/session", "/api/jobs"])
      expect((await fetch(served.url + path, { method: "HEAD" })).status).toBe(401);
  });

  test("read below submit below decide", async () => {
    const job = await served.submit();
    await ask(await served.hold(job), [QUESTION]);
    const answer = { question: "Q1", option: "approve" };
    const may = async (as: Role): Promise<string[]> => [
      code(await api("GET", `/api/jobs/${job.id}`, { as })),
      code(await api("POST", "/api/jobs", { as, body: body() })),
      code(await api("POST", "/api/jobs", { as, body: body({ options: { auto: true } }) })),
      code(await api("POST", `/api/jobs/${job.id}/decide`, { as, body: answer })),
    ];
    expect(await may("read")).toEqual(["200", "403 role", "403 role", "403 role"]);
    expect(await may("submit")).toEqual(["200", "201", "403 role", "403 role"]);
    expect(await may("decide")).toEqual(["200", "201", "201", "200"]);
    expect(code(await api("POST", `/api/jobs/${job.id}/cancel`, { as: "read" }))).toBe("403 role");
    expect(code(await api("POST", `/api/jobs/${job.id}/retry`, { as: "read" }))).toBe("403 role");
  });

  test("a token of one project sees and starts nothing else", async () => {
    const one = join(served.projects, "one");
    const token = await served.token("decide", join(served.projects, "two"));
    const hidden = await served.submit({ project: one });
    const own = await served.submit({ project: join(served.projects, "two") });
    for (const path of [
      "",
      "/events",
      "/view",
      "/report",
      "/diff",
      `/artifacts/${"a".repeat(64)}`,
      "/audit",
    ])
      expect(code(await call(served.url, "GET", `/api/jobs/${hidden.id}${path}`, { token }))).toBe(
        "404 job",
      );
    for (const what of ["cancel", "retry", "rollback", "pull-request"])
      expect(
        code(await call(served.url, "POST", `/api/jobs/${hidden.id}/${what}`, { token })),
      ).toBe("404 job");
    const answer = { question: "Q1", option: "approve" };
    expect(
      code(
        await call(served.url, "POST", `/api/jobs/${hidden.id}/decide`, { token, body: answer }),
      ),
    ).toBe("404 job");
    const refused = async (project: string) => {
      const answer = await call(served.url, "POST", "/api/jobs", {
        token,
        body: body({ project }),
      });
      return [code(answer), answer.text];
    };
    const [status, text] = await refused(one);
    expect(status).toBe("403 project");
    // Nothing tells one that is there from one that is not.
    for (const other of [
      `${one}-none`,
      served.projects,
      "/etc",
      "two",
      "https://none.invalid/x",
      "file:///etc",
    ])
      expect(await refused(other)).toEqual(["403 project", text!]);
    const { json } = await call(served.url, "GET", "/api/jobs", { token });
    expect(json.jobs.map(({ id }: { id: string }) => id)).toEqual([own.id]);
    const board = await call(served.url, "GET", "/api/board", { token });
    expect(board.json.counts.queued).toBe(1);
    expect((await call(served.url, "GET", "/api/workflows", { token })).json.folders).toEqual([
      join(served.projects, "two"),
    ]);
    expect((await refused(`${served.projects}/one/../two/`))[0]).toBe("201");
  });

  test("the page signs in with a cookie that no script reads, and no other site writes with it", async () => {
    const own = { "sec-fetch-site": "same-origin" };
    const signed = await call(served.url, "POST", "/api/session", {
      body: { token: tokens.decide },
      headers: own,
    });
    const cookie = signed.headers.get("set-cookie")!;
    expect(cookie).toMatch(
      /^multi_ai=mai_[\w-]+; Max-Age=2592000; Path=\/api; HttpOnly; SameSite=Strict$/,
    );
    const with_ = { cookie: cookie.split(";")[0]! };
    const write = async (headers: Record<string, string>): Promise<string> =>
      code(
        await call(served.url, "POST", "/api/jobs", {
          body: body(),
          headers: { ...with_, ...headers },
        }),
      );
    expect(await write(own)).toBe("201");
    expect(await write({ origin: served.url })).toBe("201");
    expect(await write({})).toBe("403 origin");
    expect(await write({ "sec-fetch-site": "cross-site" })).toBe("403 origin");
    // Another port of this machine is the same site, and another origin.
    expect(await write({ "sec-fetch-site": "same-site", origin: served.url })).toBe("403 origin");
    expect(await write({ origin: "http://127.0.0.1:1" })).toBe("403 origin");
    expect(await write({ origin: "null" })).toBe("403 origin");
    expect(code(await call(served.url, "GET", "/api/session", { headers: with_ }))).toBe("200");
    expect(
      code(
        await call(served.url, "GET", "/api/jobs", {
          headers: { ...with_, "sec-fetch-site": "cross-site" },
        }),
      ),
    ).toBe("403 origin");
    const wrong = { body: { token: tokens.decide }, headers: { origin: "http://evil.example" } };
    expect(code(await call(served.url, "POST", "/api/session", wrong))).toBe("403 origin");
    expect(
      code(
        await call(served.url, "POST", "/api/session", { body: { token: "mai_x" }, headers: own }),
      ),
    ).toBe("401 token");
    const out = await call(served.url, "DELETE", "/api/session", { headers: { ...with_, ...own } });
    expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
    const https = { origin: served.url.replace("http:", "https:") };
    const secure = await call(served.url, "POST", "/api/session", {
      body: { token: tokens.read },
      headers: https,
    });
    expect(secure.headers.get("set-cookie")).toContain("; Secure");
  });
});

describe("a request for a job", () => {
  test("is queued once for a key, also of two at the same time", async () => {
    const send = (more: object, key: string) =>
      api("POST", "/api/jobs", { body: body(more), headers: { "idempotency-key": key } });
    const answers = await Promise.all([send({}, "k"), send({}, "k"), send({}, "k")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ json }) => json.job.id)).size).toBe(1);
    for (const other of [
      ...[
        { request: "Something else" },
        { options: { quick: true } },
        { limits: { money: 1 } },
        { priority: 1 },
      ],
      ...[{ workflow: "council" }, { project: join(served.projects, "two") }],
    ])
      expect(code(await send(other, "k"))).toBe("409 idempotency");
    const whole = {
      options: { track: "full", auto: true },
      limits: { money: 0.5, tokens: 2_000 },
      workflow: "team",
    };
    expect((await send(whole, "whole")).status).toBe(201);
    expect((await send({ ...whole, options: { auto: true, track: "full" } }, "whole")).status).toBe(
      200,
    );
    // The key of another token is another key.
    const other = await api("POST", "/api/jobs", {
      as: "submit",
      body: body(),
      headers: { "idempotency-key": "k" },
    });
    expect(other.status).toBe(201);
  });

  test.each([
    ["no JSON", "{", "400 body"],
    ["nothing", {}, "422 request"],
    ["a NUL", { request: "a\0b" }, "422 request"],
    ["half of a character", { request: "a\ud800" }, "422 request"],
    ["an empty request", { request: "" }, "422 request"],
    ["an unknown field", { key: "x" }, "422 request"],
    ["an unknown workflow", { workflow: "rm" }, "422 request"],
    ["a limit below one", { limits: { minutes: 0 } }, "422 request"],
    ["another Claude", { options: { claude: "/tmp/x" } }, "422 option"],
    ["more tools", { options: { "allowed-tools": "Bash" } }, "422 option"],
    ["no permissions asked", { options: { "permission-mode": "bypassPermissions" } }, "422 option"],
    ["another workflow's option", { options: { track: "full" } }, "422 option"],
    ["an unknown choice", { workflow: "team", options: { track: "-x" } }, "422 option"],
    [
      "a word that looks like an option",
      { workflow: "team", options: { areas: "--sink" } },
      "422 option",
    ],
    ["a value where none is", { options: { quick: "yes" } }, "422 option"],
    ["options that exclude each other", { options: { quick: true, full: true } }, "422 option"],
    ["nothing but blanks", { request: " \n\t" }, "422 request"],
    ["nothing that anybody sees", { request: "\u200b\u{e0041}\u2063 " }, "422 request"],
    ["too much", { request: "x".repeat(70_000) }, "413 body"],
  ])("with %s is refused", async (_, more, expected) => {
    const given =
      typeof more === "string" ? more : Object.keys(more).length === 0 ? {} : body(more);
    expect(code(await api("POST", "/api/jobs", { body: given }))).toBe(expected);
  });

  test("takes what the commands of a terminal take", async () => {
    const { workflows } = (await api("GET", "/api/workflows")).json;
    const typed = Object.values(START_OPTIONS).map(({ about }) => about.replace(/^.*?: /, ""));
    const names: Record<string, string[]> = {};
    for (const { name, options } of workflows) {
      names[name] = options.map((one: { name: string }) => one.name);
      for (const { name, about } of options) if (name !== "auto") expect(typed).toContain(about);
    }
    expect(names).toEqual({
      ...{ "multi-ai": ["auto", "full", "quick"], team: ["areas", "auto", "deploy", "track"] },
      ...{ council: ["ask", "auto", "no-review"], phases: ["auto"] },
    });
    const deploy = (value: unknown) =>
      api("POST", "/api/jobs", {
        body: body({ workflow: "team", options: { track: "hotfix", deploy: value } }),
      });
    expect([code(await deploy(true)), code(await deploy("staging"))]).toEqual(["201", "201"]);
    expect(code(await deploy("--x"))).toBe("422 option");
  });

  test("says what was found, expected and to be done", async () => {
    const { json } = await api("POST", "/api/jobs", { body: body({ options: { sink: "/x" } }) });
    expect(json).toEqual({
      type: "urn:multi-ai:problem:option",
      title: "Unprocessable Entity",
      status: 422,
      detail: "Found the option sink; expected of multi-ai: auto, full, quick. Leave it out.",
      code: "option",
      found: "the option sink",
      expected: "of multi-ai: auto, full, quick",
      next: "Leave it out.",
    });
  });

  test("keeps options, limits and priority", async () => {
    const wanted = {
      workflow: "team",
      options: { track: "nano", areas: "api,web" },
      limits: { tokens: 5_000 },
      priority: 3,
    };
    const { json } = await api("POST", "/api/jobs", { body: body(wanted) });
    expect(json.job).toMatchObject({ ...wanted, state: "queued", source: { by: "token" } });
  });

  test("comes after a job that its token sees, or begins on a branch", async () => {
    const project = "https://github.com/order/one";
    const token = await served.token("submit", project);
    const first = await served.submit({ project });
    const alien = await served.submit();
    const ask = (more: object) =>
      call(served.url, "POST", "/api/jobs", { token, body: { project, request: "x", ...more } });
    const order = { after: first.id, base: "release/1.x" };
    const { job } = (await ask(order)).json;
    expect(job).toMatchObject({ ...order, state: "queued" });
    const { waits } = (await call(served.url, "GET", `/api/jobs/${job.id}`, { token })).json;
    expect(waits).toMatchObject({ for: "job", why: expect.stringContaining(first.id) });
    expect(code(await ask({ after: alien.id }))).toBe("422 after");
    const other = await api("POST", "/api/jobs", { body: body({ after: first.id }) });
    expect([code(other), other.json.found]).toEqual([
      "422 after",
      `${first.id}, a job of ${project}`,
    ]);
    for (const base of ["", "-x", "a..b", "a b", "a/", "refs~1", "x@{1}"])
      expect([base, code(await ask({ base }))]).toEqual([base, "422 request"]);
    const schedule = { cron: "0 3 * * *", job: { project, request: "x", after: first.id } };
    expect(
      code(await call(served.url, "PUT", "/api/schedules/order", { token, body: schedule })),
    ).toBe("422 request");
  });
});

test("the same request with the same key is the same one also once a retry has set other limits", async () => {
  const submit = async (more: object) =>
    api("POST", "/api/jobs", {
      body: body({ limits: { money: 1 }, ...more }),
      headers: { "idempotency-key": "raised" },
    });
  const { id } = (await submit({})).json.job;
  expect(code(await submit({ limits: { money: 2 } }))).toBe("409 idempotency");
  await served.store.cancelJob(id, "test");
  const raised = { limits: { money: 5 } };
  expect(code(await api("POST", `/api/jobs/${id}/retry`, { body: raised }))).toBe("200");
  const again = await submit({});
  expect([code(again), again.json.again, again.json.job.id]).toEqual(["200", true, id]);
  expect(code(await submit({ request: "Another one" }))).toBe("409 idempotency");
});

describe("a project", () => {
  const submit = async (project: string): Promise<string> =>
    code(await api("POST", "/api/jobs", { body: { project, request: "x" } }));

  test.each([
    "/etc",
    "relative",
    "~/x",
    "-c",
    "--upload-pack=touch /tmp/x",
    "file:///etc",
    "ext::sh -c id",
    "https::http://127.0.0.1/x",
    "git://github.com/a/b",
    "http://github.com/a/b",
    "ftp://github.com/a/b",
    "https://127.0.0.1/a.git",
    "https://0x7f.1/a.git",
    "https://2130706433/a.git",
    "ssh://2130706433/a.git",
    "ssh://0177.0.0.1/a.git",
    "https://[::1]/a.git",
    "https://[::ffff:127.0.0.1]/a.git",
    "https://[::ffff:7f00:1]/a.git",
    "https://[fd00::1]/a.git",
    "https://169.254.169.254/latest",
    "https://10.1.2.3/a.git",
    "https://inside.example.org/a.git",
    "https://unknown.example.org/a.git",
    "https://user:secret@github.com/a/b",
    "https://token@github.com/a/b",
    "ssh://-oProxyCommand=id/a",
    "ssh://-x@github.com/a",
    "ssh://github.com/-x",
    "git@github.com:-x",
    "git@127.0.0.1:a/b",
    "git@-x:a/b",
    "https://github.com/a/b?x=1",
    "https://github.com/a/b?",
    "ssh://git@github.com/a/b#",
    "https://[::ffff:0:7f00:1]/x",
    // What git reads as another host than URL does.
    "ssh://x%40127.0.0.1%3a7293%2f@8.8.8.8/y",
    "ssh://%2doProxyCommand=id@8.8.8.8/y",
    "ssh://git@8.8.8.8/x@[127.0.0.1]/y",
    "ssh://git@8.8.8.8/x%40%5b127.0.0.1%5d/y",
    "git@8.8.8.8:x@[127.0.0.1]:y",
    "https://github.com/a\n/b",
    " https://github.com/a/b",
    "https:///a/b",
  ])("is refused: %j", async (project) => {
    expect(await submit(project)).toBe("422 project");
  });

  test("may be a repository of the public internet, or of a host that the server was told", async () => {
    for (const project of [
      ...["https://github.com/a/b.git", "https://github.com:8443/a%20b", "git@github.com:a/b.git"],
      ...[
        "ssh://git@github.com/a/b",
        "ssh://me.too-1@github.com:2222/~a/b",
        "ssh://github.com/a/b",
      ],
    ])
      expect(await submit(project)).toBe("201");
    expect(await submit("https://git.example.com/a/b")).toBe("201");
  });

  test("may be a folder below the server's, by its real path", async () => {
    const url = served.serve({
      projects: { folders: [served.projects] },
      limits: { requests: 1_000 },
    });
    const folder = async (project: string) =>
      call(url, "POST", "/api/jobs", { token: tokens.decide, body: { project, request: "x" } });
    const one = join(served.projects, "one");
    symlinkSync("/etc", join(served.projects, "out"));
    symlinkSync(one, join(served.projects, "in"));
    mkdirSync(`${served.projects}-beside`);
    expect((await folder(join(served.projects, "in"))).json.job.project).toBe(one);
    expect((await folder(`${one}/../one/`)).json.job.project).toBe(one);
    for (const path of ["out", "../projects-beside", "missing", "one/../../.."])
      expect(code(await folder(`${served.projects}/${path}`))).toBe("422 project");
  });

  test("addresses that lead into a network of one's own", () => {
    const inside = [
      "127.0.0.1",
      "10.0.0.1",
      "172.31.0.1",
      "192.168.1.1",
      "100.64.0.1",
      "0.0.0.0",
      "::",
      "::1",
      "fe80::1",
    ];
    expect(
      [
        ...inside,
        ...[
          "fc00::1",
          "64:ff9b::7f00:1",
          "2002:7f00:1::",
          "::ffff:10.0.0.1",
          "::ffff:0:7f00:1",
          "ff02::1",
        ],
      ].filter(isPublic),
    ).toEqual([]);
    expect(["8.8.8.8", "172.32.0.1", "2606:4700::1111"].every(isPublic)).toBe(true);
  });
});

describe("the list", () => {
  test("is filtered and comes in pages", async () => {
    const project = "https://github.com/list/one";
    const made: string[] = [];
    for (const request of ["one 100%", "two", "three"])
      made.unshift((await served.submit({ project, request })).id);
    const token = await served.token("read", project);
    const list = async (query: string) =>
      (await call(served.url, "GET", `/api/jobs?${query}`, { token })).json;
    const ids = async (query: string): Promise<string[]> =>
      (await list(query)).jobs.map(({ id }: { id: string }) => id);
    expect(await ids("")).toEqual(made);
    const first = await list("limit=2");
    expect([first.jobs.length, first.next]).toEqual([2, expect.stringContaining(made[1]!)]);
    expect(await list(`limit=2&before=${first.next}`)).toMatchObject({
      jobs: [{ id: made[2] }],
      next: null,
    });
    expect(await list("limit=3")).toMatchObject({ next: null });
    // What a pattern would mean is looked for as it is.
    expect(await ids("text=0%25")).toEqual([made[2]!]);
    expect(await ids("text=TWO")).toEqual([made[1]!]);
    expect(await ids("state=running")).toEqual([]);
    expect(await ids("workflow=multi-ai&state=queued")).toEqual(made);
    for (const wrong of [
      "state=x",
      "limit=0",
      "limit=1000",
      "before=x",
      "text=%00",
      `text=${"x".repeat(201)}`,
    ])
      expect(code(await api("GET", `/api/jobs?${wrong}`))).toBe("422 request");
  });
});

interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  requestBody?: object;
  parameters?: { name: string; description?: string; schema: { description?: string } }[];
}

describe("by the field's habits", () => {
  test("a list is of a project, a person, several states and a time, and nothing unknown is passed over", async () => {
    const projects = ["https://github.com/habit/a", "https://github.com/habit/b"];
    const [a, b] = await Promise.all(projects.map((project) => served.submit({ project })));
    const from = new Date(Math.min(Date.parse(a!.created), Date.parse(b!.created))).toISOString();
    const put = await api("POST", "/api/jobs", {
      body: { project: projects[0], request: "x" },
      as: "submit",
    });
    await served.hold(b!);
    const ids = async (query: string): Promise<string[]> =>
      (await api("GET", `/api/jobs?since=${from}&${query}`)).json.jobs.map(
        ({ id }: { id: string }) => id,
      );
    expect(await ids(`project=${projects[0]}`)).toEqual([put.json.job.id, a!.id]);
    const person = encodeURIComponent(put.json.job.source.name);
    expect(await ids(`person=${person}`)).toEqual([put.json.job.id]);
    const one = `project=${projects[1]}`;
    for (const states of ["state=running,parked", "state=running&state=parked", "state=running"])
      expect(await ids(`${one}&${states}`)).toEqual([b!.id]);
    expect(await ids(`${one}&state=parked`)).toEqual([]);
    expect(await ids(`${one}&until=${encodeURIComponent(b!.created)}`)).toEqual([]);
    expect(await ids(`${one}&until=2999-01-01`)).toEqual([b!.id]);
    const refused = await api("GET", "/api/jobs?projekt=x");
    expect([code(refused), refused.json.found]).toEqual([
      "422 request",
      "its query: unknown: projekt; known: state, workflow, project, person, since, until, text, before, limit",
    ]);
    for (const no of ["since=0000-01-01", "until=9999-12-31T23:59:59-23:59"])
      expect([no, code(await api("GET", `/api/jobs?${no}`))]).toEqual([no, "422 request"]);
    // A part of its name would find nothing.
    for (const project of ["one", "habit/a"])
      expect(code(await api("GET", `/api/jobs?project=${project}`))).toBe("422 project");
    for (const path of ["/api/board", `/api/jobs/${a!.id}`, "/api/settings"])
      expect((await api("GET", `${path}?project=x`)).json.found).toContain("known: none");
    const bound = await served.token("read", projects[0]);
    expect(code(await call(served.url, "GET", `/api/jobs?${one}`, { token: bound }))).toBe(
      "403 project",
    );
  });

  test("a page goes on behind its last job also once that is gone", async () => {
    const project = "https://github.com/habit/gone";
    const made: string[] = [];
    for (let count = 0; count < 3; count++) made.unshift((await served.submit({ project })).id);
    const page = async (query: string) =>
      (await api("GET", `/api/jobs?limit=1&project=${project}${query}`)).json;
    const { next } = await page("");
    await served.pool.query(`delete from ${SCHEMA}.job where id = $1`, [made[0]]);
    expect((await page(`&before=${next}`)).jobs[0].id).toBe(made[1]);
  });

  test("what was made says where it is, and what has not changed is not sent again", async () => {
    const { headers, json } = await api("POST", "/api/jobs", { body: body() });
    const path = headers.get("location")!;
    expect(path).toBe(`/api/jobs/${json.job.id}`);
    const first = await api("GET", path);
    const tag = first.headers.get("etag")!;
    const again = (headers: Record<string, string>) => api("GET", path, { headers });
    for (const wanted of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
      const { status, text } = await again({ "if-none-match": wanted });
      expect([status, text]).toEqual([304, ""]);
    }
    expect((await again({ "if-none-match": '"other"' })).status).toBe(200);
    await served.store.cancelJob(json.job.id, "test");
    expect((await again({ "if-none-match": tag })).json.state).toBe("cancelled");
    expect((await api("GET", "/api/jobs")).headers.get("etag")).toBe(null);
  });

  test("each refusal is a problem document, also of an unknown path and method", async () => {
    for (const [method, path, status, allow] of [
      ["GET", "/api/nothing", 404, null],
      ["PATCH", "/api/jobs", 405, "GET, POST"],
      ["DELETE", `/api/jobs/${crypto.randomUUID()}`, 405, "GET"],
      ["GET", `/api/jobs/${crypto.randomUUID()}`, 404, null],
      ["GET", "/nothing", 404, null],
    ] as const) {
      const response = await fetch(served.url + path, {
        method,
        headers: { authorization: `Bearer ${tokens.read}` },
      });
      const { headers } = response;
      expect([response.status, headers.get("content-type"), headers.get("allow")]).toEqual([
        ...[status, "application/problem+json", allow],
      ]);
      expect(await response.json()).toMatchObject({ status, type: expect.any(String) });
    }
  });

  test("the document names, groups and describes everything, and closes no answer", async () => {
    const { json } = await call(served.url, "GET", "/api/openapi.json");
    const operations: Operation[] = Object.values(json.paths as object).flatMap((path) =>
      Object.values(path),
    );
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.filter((id, at) => !/^[a-z]+[A-Z]/.test(id) || ids.indexOf(id) !== at)).toEqual([]);
    expect(operations.filter(({ tags, summary }) => tags?.length !== 1 || !summary)).toEqual([]);
    // What is sent is closed: a slip there is refused.
    const sent = JSON.stringify(operations.map(({ requestBody }) => requestBody ?? null));
    const isSent = (place: string) => sent.includes(`/${place.split(".")[0]!}"`);
    const undescribed: string[] = [];
    const closed: string[] = [];
    const look = (place: string, schema: Record<string, unknown>): void => {
      if (schema.additionalProperties === false && !isSent(place)) closed.push(place);
      for (const [name, one] of Object.entries((schema.properties ?? {}) as object)) {
        if (one.description === undefined && one.$ref === undefined && !/counts$/.test(place))
          undescribed.push(`${place}.${name}`);
        look(`${place}.${name}`, one);
        if (one.items !== undefined) look(`${place}.${name}`, one.items);
      }
    };
    for (const [name, schema] of Object.entries(json.components.schemas))
      look(name, schema as never);
    for (const { operationId, parameters = [] } of operations)
      for (const { name, schema, description } of parameters)
        if ((description ?? schema.description) === undefined)
          undescribed.push(`${operationId}.${name}`);
    expect([undescribed, closed]).toEqual([[], []]);
  });
});

describe("settings", () => {
  const usual = {
    ...{ in_progress: null, per_project: null, vendors: {} },
    keep: { days: 30, jobs: null, job_days: 365 },
  };

  test("are changed by who may decide for all projects, and it is written down", async () => {
    expect((await api("GET", "/api/settings", { as: "read" })).json).toEqual(usual);
    const put = (asked: Asked & { as?: Role }) => api("PUT", "/api/settings", asked);
    const wanted = { ...usual, in_progress: 5_000, vendors: { anthropic: 4_000 } };
    expect(code(await put({ as: "submit", body: wanted }))).toBe("403 role");
    expect(
      code(
        await put({ token: await served.token("decide", "https://github.com/x/y"), body: wanted }),
      ),
    ).toBe("403 project");
    expect((await put({ body: wanted })).json).toEqual(wanted);
    for (const wrong of [
      { in_progress: 0 },
      { vendors: { "": 1 } },
      { keep: { days: 0 } },
      { more: 1 },
    ])
      expect(code(await put({ body: wrong }))).toBe("422 request");
    for (const type of [undefined, "application/json", "text/plain"])
      expect(code(await put(type === undefined ? {} : { headers: { "content-type": type } }))).toBe(
        "400 body",
      );
    const spaced = { "content-type": "application/json ; charset=utf-8" };
    expect((await put({ body: { in_progress: 4_000 }, headers: spaced })).json.in_progress).toBe(
      4_000,
    );
    // What is not sent stays.
    const kept = { ...usual.keep, days: null };
    const less = { in_progress: null, keep: { days: null } };
    const now = { ...wanted, in_progress: null, keep: kept };
    expect((await put({ body: less })).json).toEqual(now);
    expect((await put({ body: {} })).json).toEqual(now);
    expect((await put({ body: { vendors: null } })).json.vendors).toEqual({});
    const { json: all } = await put({ body: usual });
    expect(all).toEqual(usual);
    const token = await served.token("read", "https://github.com/x/y");
    expect(code(await call(served.url, "GET", "/api/audit", { token }))).toBe("403 project");
    const { entries } = (await api("GET", "/api/audit", { as: "read" })).json;
    expect(entries.findLast(({ what }: { what: string }) => what === "settings").details).toEqual(
      usual,
    );
  });
});

describe("settings that somebody else has changed since they were read", () => {
  test("are left alone, and the answer says what to do", async () => {
    const put = (tag: string, in_progress: number | null) =>
      api("PUT", "/api/settings", { body: { in_progress }, headers: { "if-match": tag } });
    const read = (await api("GET", "/api/settings")).headers.get("etag")!;
    const first = await put(read, 4_000);
    expect([code(first), first.json.in_progress]).toEqual(["200", 4_000]);
    const stale = await put(read, 1);
    expect([code(stale), stale.json.next]).toEqual([
      "412 stale",
      expect.stringContaining("GET /api/settings"),
    ]);
    const again = (await api("GET", "/api/settings")).headers.get("etag")!;
    expect([first.headers.get("etag"), (await put(again, null)).json.in_progress]).toEqual([
      again,
      null,
    ]);
  });
});

describe("a schedule", () => {
  const put = (as: Role, name: string, more: object = {}) =>
    api("PUT", `/api/schedules/${name}`, {
      as,
      body: { cron: "0 3 * * 1-5", job: body(), ...more },
    });

  test("is made, shown, replaced and removed by who may submit", async () => {
    expect(code(await put("read", "nightly"))).toBe("403 role");
    const made = (await put("submit", "nightly", { timezone: "Europe/Berlin" })).json;
    expect(made).toMatchObject({
      name: "nightly",
      timezone: "Europe/Berlin",
      job: { request: "Say goodbye" },
    });
    expect(Date.parse(made.next)).toBeGreaterThan(Date.now());
    await put("submit", "nightly", { cron: "5 4 * * *" });
    const list = async () => (await api("GET", "/api/schedules", { as: "read" })).json.schedules;
    expect(await list()).toMatchObject([{ name: "nightly", cron: "5 4 * * *", timezone: "UTC" }]);
    expect(code(await api("DELETE", "/api/schedules/nightly", { as: "read" }))).toBe("403 role");
    expect(code(await api("DELETE", "/api/schedules/nightly", { as: "submit" }))).toBe("200");
    expect(code(await api("DELETE", "/api/schedules/nightly", { as: "submit" }))).toBe(
      "404 schedule",
    );
    expect(await list()).toEqual([]);
  });

  test.each([
    ["no cron expression", { cron: "now and then" }, "422 schedule"],
    ["seconds", { cron: "0 0 3 * * *" }, "422 schedule"],
    ["four fields", { cron: "3 * * *" }, "422 schedule"],
    ["a rule", { cron: "FREQ=DAILY" }, "422 schedule"],
    ["a time by chance", { cron: "H(0-9)/5 3 * * THU" }, "422 schedule"],
    ["a time zone that is none", { timezone: "Mars/Phobos" }, "422 schedule"],
    ["a time zone out of this world", { timezone: "UTC+99" }, "422 schedule"],
    ["a project that is none", { job: { project: "/etc", request: "x" } }, "422 project"],
    [
      "an option that is none",
      { job: { project: "/etc", request: "x", options: { sink: "/x" } } },
      "422 option",
    ],
    ["a NUL", { cron: "0 3 * * *\0" }, "422 request"],
  ])("with %s is refused", async (_, more, expected) => {
    expect(code(await put("decide", "wrong", more))).toBe(expected);
  });

  test("has nobody decide who may not, and is of its project alone", async () => {
    expect(code(await put("submit", "auto", { job: body({ options: { auto: true } }) }))).toBe(
      "403 role",
    );
    await put("decide", "of-one");
    const token = await served.token("decide", join(served.projects, "two"));
    expect((await call(served.url, "GET", "/api/schedules", { token })).json.schedules).toEqual([]);
    expect(code(await call(served.url, "DELETE", "/api/schedules/of-one", { token }))).toBe(
      "404 schedule",
    );
    const two = { cron: "0 3 * * *", job: body({ project: join(served.projects, "two") }) };
    expect(code(await call(served.url, "PUT", "/api/schedules/of-one", { token, body: two }))).toBe(
      "409 name",
    );
    expect(code(await call(served.url, "PUT", "/api/schedules/of-two", { token, body: two }))).toBe(
      "200",
    );
  });

  test("of two projects that want a name at the same time one gets it", async () => {
    const wanted = await Promise.all(
      ["one", "two"].map(async (name) => {
        const project = join(served.projects, name);
        return {
          token: await served.token("submit", project),
          body: { cron: "0 3 * * *", job: body({ project }) },
        };
      }),
    );
    for (let name = 0; name < 10; name++) {
      const answers = wanted.map((asked) =>
        call(served.url, "PUT", `/api/schedules/wanted-${name}`, asked),
      );
      expect((await Promise.all(answers)).map(code).toSorted()).toEqual(["200", "409 name"]);
    }
  });
});

describe("what is done to a job", () => {
  test("one of two answers wins, and it is written down whose", async () => {
    const job = await served.submit();
    await ask(await served.hold(job), [QUESTION]);
    const answer = (more: object) =>
      api("POST", `/api/jobs/${job.id}/decide`, {
        body: { question: "Q1", option: "approve", ...more },
      });
    expect(code(await answer({ option: "no" }))).toBe("422 option");
    expect(code(await answer({ option: "correct" }))).toBe("422 option");
    expect(code(await answer({ option: "correct", text: " \u200b\u2060" }))).toBe("422 option");
    expect(code(await answer({ question: "Q9" }))).toBe("409 conflict");
    const both = await Promise.all([
      answer({}),
      answer({ option: "correct", text: "Say hello too" }),
    ]);
    expect(both.map(code).toSorted()).toEqual(["200", "409 conflict"]);
    expect((await api("GET", `/api/jobs/${job.id}`)).json).toMatchObject({
      state: "queued",
      question: null,
    });
    const { entries } = (await api("GET", `/api/jobs/${job.id}/audit`)).json;
    expect(
      entries.map(({ who, what }: { who: string; what: string }) => `${who}: ${what}`),
    ).toEqual(["test: submit", "server: question", expect.stringMatching(/^decide \d+: decide$/)]);
  });

  test("an answer to an earlier run's question counts for no other one", async () => {
    const job = await served.submit();
    const asked = async (run: string) => {
      const hold = await served.hold(job);
      await hold.keep({
        events: [{ seq: 1, line: '{"seq":1,"type":"ended"}' }],
        ...{ objects: new Map(), bundle: null, isProgress: true, vendors: [], run },
        spent: { tokens: 0, money: 0, minutes: 0 },
      });
      await ask(hold, [QUESTION]);
    };
    await asked("multi-ai-1");
    await served.store.cancelJob(job.id, "test");
    await served.store.retryJob(job.id, "test");
    await asked("multi-ai-2");
    const answer = (run: string | null) =>
      api("POST", `/api/jobs/${job.id}/decide`, {
        body: { question: "Q1", option: "approve", run },
      });
    const told = await answer("multi-ai-1");
    expect(code(told)).toBe("409 conflict");
    expect(told.json.found).toBe(
      "Q1 of the run multi-ai-1 is not open: the job has the run multi-ai-2 now",
    );
    expect(code(await answer(null))).toBe("409 conflict");
    expect(code(await answer("multi-ai-2"))).toBe("200");
  });

  test("it is cancelled once, and goes on by a retry", async () => {
    const { id } = await served.submit();
    const act = async (what: string) => api("POST", `/api/jobs/${id}/${what}`, { as: "submit" });
    expect(code(await act("retry"))).toBe("409 conflict");
    expect((await act("cancel")).json).toMatchObject({
      state: "cancelled",
      reason: expect.stringMatching(/^cancelled by submit/),
    });
    expect(code(await act("cancel"))).toBe("409 conflict");
    expect((await act("retry")).json.state).toBe("queued");
  });

  test("one whose limit is reached is tried again only with a higher one", async () => {
    const spent = async () => {
      const job = await served.submit({ limits: { money: 0.5, tokens: 900_000 } });
      const hold = await served.hold(job);
      // It takes half a dollar.
      await keep(hold, journal("host-new-clean").slice(0, 20));
      const reason = "its limit of 0.5 US dollars is reached";
      const none = { report: null, diff: null, branch: null };
      await hold.settle({ state: "failed", reason, ...none });
      return job.id;
    };
    const [one, two] = [await spent(), await spent()];
    const retry = (body?: object) => api("POST", `/api/jobs/${one}/retry`, { as: "submit", body });
    for (const body of [undefined, {}, { limits: { money: 0.4 } }, { limits: { minutes: 9 } }]) {
      const refused = await retry(body);
      expect([code(refused), refused.json.next]).toEqual(["409 limit", expect.any(String)]);
      expect(refused.json).toMatchObject({
        found: `its limit of ${(body?.limits as { money?: number } | undefined)?.money ?? 0.5} US dollars is reached`,
        expected: "a limit above 0.5",
        next: expect.stringContaining('{"limits": {"money": <number>}}'),
      });
    }
    const many = async (more: object) =>
      (await api("POST", "/api/jobs/retry", { body: { ids: [two], ...more } })).json.jobs;
    expect(await many({})).toMatchObject([
      { id: two, ok: false, problem: expect.stringContaining("limit of 0.5") },
    ]);
    expect((await retry({ limits: { money: 2 } })).json).toMatchObject({
      ...{ state: "queued", limits: { money: 2, tokens: 900_000 } },
    });
    expect(await many({ limits: { money: 3 } })).toMatchObject([{ id: two, ok: true }]);
    const { entries } = (await api("GET", `/api/jobs/${one}/audit`)).json;
    expect(entries.at(-1)).toMatchObject({ what: "retry", details: { limits: { money: 2 } } });
  });

  test("an unknown field of what is sent, or what is no JSON, is refused wherever something is done", async () => {
    const { id } = await served.submit();
    for (const [path, more] of [
      [`/api/jobs/${id}/cancel`, {}],
      [`/api/jobs/${id}/retry`, {}],
      [`/api/jobs/${id}/retry`, { limits: { money: 1, euros: 2 } }],
      [`/api/jobs/${id}/rollback`, {}],
      [`/api/jobs/${id}/pull-request`, {}],
      [`/api/jobs/${id}/decide`, { question: "Q1", option: "approve" }],
      ["/api/jobs/cancel", { ids: [id] }],
      ["/api/jobs/retry", { ids: [id] }],
      [`/api/webhooks/${id}/test`, {}],
    ] as const) {
      const extra = "limits" in more ? more : { ...more, foo: 1 };
      expect([path, code(await api("POST", path, { body: extra }))]).toEqual([path, "422 request"]);
      const form = { "content-type": "application/x-www-form-urlencoded" };
      const sent = JSON.stringify(more);
      const typed = await api("POST", path, { body: sent, headers: form });
      expect([path, code(typed)]).toEqual([path, "400 body"]);
    }
    expect((await served.store.getJob(id))!.state).toBe("queued");
  });

  test("a body that breaks off, or is none by its form, is no error of the server", async () => {
    const said: string[] = [];
    const say = (problem: string): void => void said.push(problem);
    const hooks = hooksApp({ x: async () => ({ status: 200, body: {} }) }, say);
    const hooked = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: hooks.fetch });
    const url = new URL(served.serve({ say }));
    for (const [{ port }, path] of [
      [url, "/api/%1b%5b2J%0aFake"],
      [url, "/api/session"],
      [hooked, "/hooks/x"],
    ] as const)
      for (const end of ["ZZ\r\n", null]) {
        const socket = connect(Number(port), "127.0.0.1");
        const closed = new Promise((resolve) => socket.on("close", resolve));
        let answer = "";
        socket.on("data", (part) => {
          answer += part;
          socket.end();
        });
        const type = "Content-Type: application/json\r\nTransfer-Encoding: chunked";
        socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${type}\r\n\r\n3\r\nabc\r\n${end ?? ""}`);
        if (end === null) socket.end();
        await closed;
        if (end !== null) expect([path, answer.split(" ")[1]]).toEqual([path, "400"]);
      }
    // Whoever is gone is noticed behind what comes then.
    for (const one of [hooked.url, url]) await fetch(one);
    await hooked.stop(true);
    expect(said).toEqual([]);
  });

  test("one that decides everything by itself is tried again only by who may decide", async () => {
    const { id } = await served.submit({ options: { auto: true } });
    await served.store.cancelJob(id, "test");
    const retry = (as: Role) => api("POST", `/api/jobs/${id}/retry`, { as });
    expect(code(await retry("submit"))).toBe("403 role");
    expect((await retry("decide")).json.state).toBe("queued");
  });

  test("one that comes after another one waits again with that one's retry, unless it decides everything and who retries may not", async () => {
    const first = await served.submit();
    const second = await served.submit({ after: first.id });
    const auto = await served.submit({ after: first.id, options: { auto: true } });
    const last = await served.submit({ after: auto.id });
    const states = async () =>
      Promise.all(
        [second, auto, last].map(async ({ id }) => (await served.store.getJob(id))!.state),
      );
    for (const [as, state] of [
      ["submit", "cancelled"],
      ["decide", "queued"],
    ] as const) {
      await served.store.cancelJob(first.id, "test");
      expect(await states()).toEqual(["cancelled", "cancelled", "cancelled"]);
      expect(code(await api("POST", `/api/jobs/${first.id}/retry`, { as }))).toBe("200");
      expect(await states()).toEqual(["queued", state, state]);
    }
    await served.store.cancelJob(first.id, "test");
    await api("POST", "/api/jobs/retry", { as: "submit", body: { ids: [first.id] } });
    expect(await states()).toEqual(["queued", "cancelled", "cancelled"]);
  });

  test("many are cancelled and retried at once, by ids or a filter, with an answer for each", async () => {
    const project = "https://github.com/bulk/one";
    const token = await served.token("submit", project);
    const many = (what: string, body: object) =>
      call(served.url, "POST", `/api/jobs/${what}`, { token, body });
    const jobs = [];
    for (const request of ["One", "Two", "Three"])
      jobs.push(await served.submit({ request, project }));
    const alien = await served.submit();
    const [first, second, third] = jobs.map(({ id }) => id);
    const cancelled = (await many("cancel", { ids: [first, second, first, alien.id] })).json;
    expect(cancelled).toEqual({
      jobs: [
        { id: first, ok: true, state: "cancelled", problem: null },
        { id: second, ok: true, state: "cancelled", problem: null },
        { id: alien.id, ok: false, state: null, problem: expect.stringContaining("no job") },
      ],
      more: false,
    });
    // Of a filter each token changes what it sees, and no more than the filter names.
    const retried = (
      await many("retry", { filter: { state: ["cancelled", "failed"], text: "two" } })
    ).json;
    expect(retried.jobs).toEqual([{ id: second, ok: true, state: "queued", problem: null }]);
    const again = (await many("retry", { filter: { workflow: "multi-ai" } })).json.jobs;
    expect(again.map(({ id, ok }: { id: string; ok: boolean }) => [id, ok])).toEqual([
      [first, true],
      [second, false],
      [third, false],
    ]);
    expect((await served.store.getJob(alien.id))!.state).toBe("queued");
    for (const body of [{}, { filter: {} }, { ids: [first], filter: { text: "x" } }, { ids: [] }])
      expect(code(await many("cancel", body))).toBe("422 request");
    const { waits } = (await call(served.url, "GET", `/api/jobs/${first}`, { token })).json;
    expect(waits).toMatchObject({ for: "worker", why: "no worker is there", until: null });
    // A list has the same of each of its jobs.
    const list = (await call(served.url, "GET", "/api/jobs", { token })).json.jobs;
    const listed = new Map(list.map((job: { id: string; waits: unknown }) => [job.id, job.waits]));
    expect(listed.get(first)).toEqual(waits);
    for (const { id, state } of list) expect(listed.get(id) === null).toBe(state !== "queued");
  });

  test("only who may decide has it rolled back, and once", async () => {
    const { id } = await served.submit();
    const act = async (as: Role, body?: object) =>
      api("POST", `/api/jobs/${id}/rollback`, { as, body });
    expect(code(await act("submit"))).toBe("403 role");
    expect(code(await act("decide"))).toBe("409 conflict");
    const hold = await served.hold((await served.store.getJob(id))!);
    await keep(hold, journal("host-new-clean"));
    await complete(hold);
    expect(code(await act("decide", { undo: true }))).toBe("409 conflict");
    expect((await act("decide")).json).toMatchObject({
      state: "queued",
      wish: { what: "rollback", back: "complete" },
    });
    expect(code(await act("decide"))).toBe("409 conflict");
    const back = await served.hold((await served.store.getJob(id))!);
    await back.settle({ state: "followed", reason: "rolled back", done: {} });
    expect((await api("GET", `/api/jobs/${id}/view`)).json.head[1].text).toBe("rolled back");
    expect((await api("GET", `/api/jobs/${id}/report`)).text).toStartWith("**Rolled back: ");
  });

  test("only who may decide has its branch pushed for a pull request", async () => {
    const job = await served.submit({ project: "https://github.com/pull/one" });
    const act = async (as: Role) => api("POST", `/api/jobs/${job.id}/pull-request`, { as });
    expect(code(await act("submit"))).toBe("403 role");
    expect(code(await act("decide"))).toBe("409 conflict");
    const hold = await served.hold(job);
    await keep(hold, journal("host-new-clean"));
    await complete(hold);
    expect((await act("decide")).json).toMatchObject({
      state: "queued",
      wish: { what: "publish" },
    });
  });

  test("a branch that can be pushed nowhere is not asked to be, and the answer says what helps", async () => {
    const project = join(served.projects, "two");
    const done = async () => {
      const job = await served.submit({ project });
      const hold = await served.hold(job);
      await keep(hold, ['{"seq":1,"type":"ended"}']);
      await complete(hold);
      return job.id;
    };
    const id = await done();
    const git = (...words: string[]) =>
      expect(Bun.spawnSync(["git", ...words], { cwd: project }).exitCode).toBe(0);
    const pull = async () => api("POST", `/api/jobs/${id}/pull-request`);
    git("init", "-q");
    const none = await pull();
    expect([code(none), none.json.next]).toEqual([
      "409 remote",
      "Set one with git remote, or take the branch there: git merge multi-ai/work.",
    ]);
    git("remote", "add", "origin", "/srv/shop.git");
    expect((await pull()).json.found).toBe("its remote origin, /srv/shop.git");
    git("remote", "set-url", "origin", "git@github.com:acme/shop");
    expect((await pull()).json).toMatchObject({ wish: { what: "publish" } });
  });

  test("results say what they are and which task has made them", async () => {
    const job = await served.submit();
    const [sha, plan] = [
      "a".repeat(64),
      "471178181f55a261393118c716bfb8faf3e60f44a4cec0658b5883468f4dd1bb",
    ];
    await keep(await served.hold(job), journal("host-new-clean"), { [sha]: "x", [plan]: "{}" });
    const path = `/api/jobs/${job.id}`;
    expect((await api("GET", `${path}/artifacts`)).json.artifacts).toEqual([
      {
        ...{ sha: plan, size: 2, name: "plan-refined.json", kind: "plan", task: "T2" },
        ...{ title: "Create implementation plan", outcome: "done" },
      },
      { sha, size: 1, name: null, kind: null, task: null, title: null, outcome: null },
    ]);
  });

  test("what a later version has written is named beside all else; where nothing else is left, that is said", async () => {
    const lines = journal("host-new-clean");
    const alter = (line: string, more: object) => JSON.stringify({ ...JSON.parse(line), ...more });
    const viewWith = async (told: string[]) => {
      const job = await served.submit();
      await keep(await served.hold(job), told);
      return api("GET", `/api/jobs/${job.id}/view`);
    };
    const seq = lines.length + 1;
    const later = await viewWith([...lines, alter(lines.at(-1)!, { seq, type: "handed_on" })]);
    expect(later.json).toMatchObject({ status: "complete", unread: ["handed_on"] });
    const next = expect.stringContaining("Update the server to the version of its workers");
    for (const [told, found] of [
      [[alter(lines[0]!, { type: "run_opened" })], 'a journal that begins with "run_opened"'],
      [[alter(lines[0]!, { workflow: "swarm" })], expect.stringContaining('workflow "swarm"')],
    ] as const)
      expect((await viewWith([...told])).json).toMatchObject({
        ...{ status: 409, code: "version", found, next },
      });
  });

  test("report, diff and results are there when the job has ended", async () => {
    const job = await served.submit();
    const hold = await served.hold(job);
    const sha = "a".repeat(64);
    const path = `/api/jobs/${job.id}`;
    expect(code(await api("GET", `${path}/report`))).toBe("404 report");
    expect(code(await api("GET", `${path}/diff`))).toBe("404 diff");
    expect(code(await api("GET", `${path}/files`))).toBe("404 diff");
    expect(code(await api("GET", `${path}/view`))).toBe("404 view");
    await keep(hold, journal("host-new-clean"), { [sha]: "<script>alert(1)</script>" });
    expect((await api("GET", `${path}/view`)).json).toMatchObject({ files: null, unread: [] });
    await complete(hold, "# Done\n<b>", "+<script>");
    const view = (await api("GET", `${path}/view`)).json;
    expect(view).toMatchObject({ version: 2, status: "complete", files: [] });
    expect(view.moments.at(-1)).toMatchObject({ kind: "complete", text: "The run is complete" });
    expect(view.head[0]).toEqual({ tone: "good", text: "complete" });
    expect(view.tasks[0]).toMatchObject({
      ...{ subject: "Gather requirements", asks: false },
      result: { file: ".task/user-story.json", sha: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect((await api("GET", `${path}/report`)).text).toBe("# Done\n<b>");
    const diff = await api("GET", `${path}/diff`);
    expect([diff.text, diff.headers.get("content-type")]).toEqual([
      "+<script>",
      "text/plain; charset=UTF-8",
    ]);
    expect((await api("GET", `${path}/files`)).json).toEqual({ files: [] });
    expect([view.head[1], view.head[2]]).toEqual([
      { tone: "good", text: "no finding" },
      { tone: "none", text: expect.any(String) },
    ]);
    const reviews: { tone: string; final: boolean }[] = view.reviewers;
    expect(new Set(reviews.map(({ tone, final }) => `${tone} ${final}`))).toEqual(
      new Set(["good true"]),
    );
    // A job at its limit ends without its run: nothing of it is at work.
    const limited = await served.submit();
    const lines = journal("host-new-clean");
    const cut = lines.slice(
      0,
      lines.findLastIndex((line) => line.includes('"type":"dispatched"')) + 1,
    );
    const statesOf = async () => {
      const { tasks } = (await api("GET", `/api/jobs/${limited.id}/view`)).json;
      return new Set(tasks.map(({ status }: { status: string }) => status));
    };
    const half = await served.hold(limited);
    await keep(half, cut, {});
    expect(await statesOf()).toContain("running");
    await half.settle({
      state: "failed",
      reason: "at its limit",
      report: null,
      diff: null,
      branch: null,
    });
    expect(await statesOf()).toEqual(new Set(["done", "cancelled"]));
    const changed = await served.submit();
    await complete(await served.hold(changed));
    const { files } = (await api("GET", `/api/jobs/${changed.id}/files`)).json;
    expect(files).toMatchObject([
      { path: "src/bye.ts", status: "modified", added: 2, removed: 1, left: 0 },
      { path: "there", lines: [{ text: "rename from here" }, { text: "rename to there" }] },
    ]);
    expect(files[0].lines[3]).toEqual({ kind: "added", old: null, new: 8, text: "new" });
    const artifact = await api("GET", `${path}/artifacts/${sha}`);
    expect(artifact.text).toBe("<script>alert(1)</script>");
    expect(artifact.headers.get("content-type")).toBe("application/octet-stream");
    expect(artifact.headers.get("content-disposition")).toBe(`attachment; filename="${sha}"`);
    expect(code(await api("GET", `${path}/artifacts/${"b".repeat(64)}`))).toBe("404 artifact");
    expect(code(await api("GET", `${path}/artifacts/..%2f..%2fetc`))).toBe("422 request");
    expect(code(await api("GET", `/api/jobs/${crypto.randomUUID()}`))).toBe("404 job");
    expect(code(await api("GET", "/api/jobs/1"))).toBe("422 request");
  });

  test("its figures are there for Prometheus, with a token of all projects, and without any text", async () => {
    const project = "https://github.com/metrics/secret-project";
    const job = await served.submit({ project, request: "Secret request" });
    await served.submit({ project });
    const hold = await served.hold(job);
    await keep(hold, journal("host-new-clean").slice(0, 20));
    await complete(hold);
    const ask = (token: string) => call(served.url, "GET", "/metrics", { token });
    expect((await fetch(`${served.url}/metrics`)).status).toBe(401);
    expect((await ask(await served.token("decide", project))).status).toBe(403);
    const { text, headers } = await ask(await served.token("read"));
    expect(headers.get("content-type")).toStartWith("text/plain; version=0.0.4");
    const of = (name: string): number =>
      Number(
        text
          .split("\n")
          .find((line) => line.startsWith(`${name} `))!
          .split(" ")[1],
      );
    expect(of('multi_ai_jobs{state="complete"}')).toBeGreaterThan(0);
    for (const name of [
      "oldest_queued_seconds",
      "attempts_total",
      "tokens_total",
      "money_usd_total",
    ])
      expect(of(`multi_ai_${name}`)).toBeGreaterThan(0);
    expect(of('multi_ai_workers{state="taking"}')).toBe(0);
    expect(text).not.toMatch(/secret/i);
  });

  test("the oldest that is queued is the one that waits longest for a worker, since it is for one", async () => {
    const project = "https://github.com/metrics/order";
    const first = await served.submit({ project });
    const { id } = await served.submit({ project, after: first.id });
    await served.pool.query(
      `update ${SCHEMA}.job set created = created - interval '9 days', updated = updated - interval '9 days' where id = $1`,
      [id],
    );
    const oldest = async (): Promise<number> => {
      // Each answer is kept for a while.
      const url = served.serve({});
      const { text } = await call(url, "GET", "/metrics", { token: tokens.read });
      await served.stop(url);
      return Number(/^multi_ai_oldest_queued_seconds (.*)$/m.exec(text)![1]);
    };
    expect(await oldest()).toBeLessThan(86_400);
    await complete(await served.hold(first));
    expect((await api("GET", `/api/jobs/${id}`)).json.waits.for).toBe("worker");
    expect(await oldest()).toBeLessThan(86_400);
  });

  test("board and costs say how it stands and what is usual", async () => {
    const project = "https://github.com/figures/one";
    const token = await served.token("read", project);
    for (const tokens of [1, 3, 20]) {
      const hold = await served.hold(await served.submit({ project, workflow: "council" }));
      await keep(hold, journal("host-new-clean").slice(0, tokens));
      await complete(hold);
    }
    const running = await served.submit({ project });
    await served.hold(running);
    const asks = await served.submit({ project });
    await ask(await served.hold(asks), [QUESTION]);
    const board = (await call(served.url, "GET", "/api/board", { token })).json;
    const none = { queued: 0, failed: 0, cancelled: 0, parked: 0 };
    expect(board.counts).toEqual({ ...none, running: 1, question: 1, complete: 3 });
    expect([board.running[0].id, board.questions[0].id]).toEqual([running.id, asks.id]);
    const one = { name: "w1", host: "nowhere", pid: 1, version: "1", labels: ["gpu"], slots: 2 };
    await register(served.pool, one);
    expect((await call(served.url, "GET", "/api/workers", { token })).status).toBe(403);
    const all = { token: await served.token("read") };
    const { workers } = (await call(served.url, "GET", "/api/workers", all)).json;
    const { pid: _, ...shown } = one;
    expect(workers).toMatchObject([
      { ...shown, jobs: [], lacks: [], draining: false, live: false },
    ]);
    const { workflows } = (await call(served.url, "GET", "/api/costs", { token })).json;
    const unknown = { jobs: 0, tokens: null, money: null, minutes: null };
    expect(workflows).toEqual([
      { workflow: "multi-ai", ...unknown },
      { workflow: "team", ...unknown },
      { workflow: "council", jobs: 3, tokens: 3_000, money: 0.5, minutes: 4 },
      { workflow: "phases", ...unknown },
      { workflow: "address", ...unknown },
    ]);
  });

  test("spending is told by day and project, also of runs that begin anew, and never as 0 where it is not known", async () => {
    const project = join(served.projects, "spent");
    const token = await served.token("read", project);
    const spending = async (expected: object) => {
      const { days, projects } = (await call(served.url, "GET", "/api/spending", { token })).json;
      const day = new Date().toISOString().slice(0, 10);
      expect([days, projects]).toEqual([[{ day, ...expected }], [{ project, ...expected }]]);
    };
    const fails = async (lines: string[], money: number | null) => {
      const hold = await served.hold(await served.submit({ project }));
      await keep(hold, lines);
      const spent = { tokens: 9, ...(money !== null && { money }) };
      await served.pool.query(`update ${SCHEMA}.job set spent = $2 where id = $1`, [
        ...[hold.job.id, JSON.stringify(spent)],
      ]);
      await hold.settle({ state: "failed", reason: null, report: null, diff: null, branch: null });
      return hold.job.id;
    };
    const lines = journal("host-new-clean");
    const goesOn = await fails(lines.slice(0, 2), 0.25);
    const unknown = await fails(lines.slice(0, 2), null);
    const anew = await fails(lines, 2);
    await spending({ runs: 3, money: 2.25, unpriced: 1 });
    for (const id of [goesOn, unknown, anew]) await served.store.retryJob(id, "test");
    await spending({ runs: 1, money: 2, unpriced: 0 });
    await Promise.all([foldCounts(served.pool), foldCounts(served.pool)]);
    await spending({ runs: 1, money: 2, unpriced: 0 });
    const rows = await served.pool.query(
      `select count(*)::int as n from ${SCHEMA}.spending where project = $1`,
      [project],
    );
    expect(rows.rows[0].n).toBe(1);
    for (const id of [goesOn, unknown, anew]) await served.store.cancelJob(id, "test");
  });
});

describe("the events of a job", () => {
  test("come in their order, resume behind the last one, and end behind the job's end", async () => {
    const job = await served.submit();
    const hold = await served.hold(job);
    const lines = journal("host-new-fixes");
    await keep(hold, lines.slice(0, 100));
    const path = `/api/jobs/${job.id}/events`;
    const got: Told[] = [];
    for await (const one of events(path)) {
      got.push(one);
      if (one.id !== "100") continue;
      // The rest while somebody listens.
      await keep(hold, lines.slice(100));
      await complete(hold);
    }
    const runs = got.filter(({ kind }) => kind === "run");
    expect(runs.map(({ data }) => data)).toEqual(lines);
    expect(runs.map(({ id }) => id)).toEqual(lines.map((_, index) => String(index + 1)));
    expect(got.at(-1)).toMatchObject({ kind: "end", data: '"complete"' });
    expect(
      got.filter(({ kind }) => kind === "job").map(({ data }) => JSON.parse(data).state),
    ).toContain("running");
    const resumed: string[] = [];
    for await (const { kind, id } of events(path, { "last-event-id": "130" }))
      if (kind === "run") resumed.push(id);
    expect(resumed).toEqual(["131", "132", "133", "134", "135"]);
    const after: string[] = [];
    for await (const { kind, id } of events(`${path}?after=132`))
      if (kind === "run") after.push(id);
    expect(after).toEqual(["133", "134", "135"]);
    expect(code(await api("GET", path, { headers: { "last-event-id": "x" } }))).toBe("422 request");
    seen.add("get /api/jobs/{id}/events");
  });

  test("a token has so many streams, and those of clients that are gone do not count", async () => {
    const url = served.serve({ limits: { streams: 2, requests: 100_000 } });
    const { id } = await served.submit();
    const headers = { authorization: `Bearer ${tokens.read}` };
    const open = (signal: AbortSignal) =>
      fetch(`${url}/api/jobs/${id}/events`, { headers, signal });
    for (const at of ["/api/board/events", "/api/board/events", `/api/jobs/${id}/events`])
      expect((await fetch(url + at, { method: "HEAD", headers })).status).toBe(200);
    const gone = new AbortController();
    const [first] = [await open(gone.signal), await open(gone.signal)];
    expect(first!.status).toBe(200);
    const path = `/api/jobs/${id}/events`;
    expect(code(await call(url, "GET", path, { token: tokens.read }))).toBe("429 streams");
    gone.abort();
    const still = new AbortController();
    let again = await open(still.signal);
    while (again.status === 429) {
      await Bun.sleep(20);
      again = await open(still.signal);
    }
    expect(again.status).toBe(200);
    still.abort();
  });

  test("one that is asked for by a client that is gone already does not count", async () => {
    const app = createApp({ ...served, projects: { folders: [] }, limits: { streams: 1 } });
    const headers = { authorization: `Bearer ${tokens.read}` };
    const open = (signal?: AbortSignal) =>
      app.fetch(
        new Request("http://server/api/board/events", { headers, ...(signal && { signal }) }),
      );
    await open(AbortSignal.abort());
    expect((await open()).status).toBe(200);
    await app.close();
  });

  test("a client that reads nothing has nothing read for it", async () => {
    const job = await served.submit();
    const hold = await served.hold(job);
    const parts = 160;
    const text = "x".repeat(20_000);
    for (let part = 0; part < parts; part++) {
      const seqs = Array.from({ length: 10 }, (_, index) => part * 10 + index + 1);
      await keep(
        hold,
        seqs.map((seq) => JSON.stringify({ seq, type: "noticed", text })),
      );
    }
    await complete(hold);
    const reads = { slow: 0, quick: 0 };
    class Counting extends Store {
      constructor(private readonly name: keyof typeof reads) {
        super("", served.pool, undefined as never);
      }
      override newsOf(id: string, seq: number, limit: number) {
        reads[this.name]++;
        return super.newsOf(id, seq, limit);
      }
      override listen = () => async () => {};
    }
    const slow = new URL(served.serve({ store: new Counting("slow") }));
    const quick = served.serve({ store: new Counting("quick") });
    const socket = connect(Number(slow.port), slow.hostname);
    socket.pause();
    socket.write(
      `GET /api/jobs/${job.id}/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tokens.read}\r\n\r\n`,
    );
    while (reads.slow === 0) await Bun.sleep(10);
    const response = await fetch(`${quick}/api/jobs/${job.id}/events`, {
      headers: { authorization: `Bearer ${tokens.read}` },
    });
    expect((await response.text()).split("\nevent: run\n").length - 1).toBe(parts * 10);
    expect(reads.quick).toBeGreaterThanOrEqual(parts / 5);
    // What fits into the buffers of the connection, and one part more.
    expect(reads.slow).toBeLessThan(reads.quick / 2);
    socket.destroy();
  });

  test("are read once for all who watch, and nobody's token is looked up again", async () => {
    const job = await served.submit();
    const hold = await served.hold(job);
    const lines = journal("host-new-fixes");
    await keep(hold, lines.slice(0, 10));
    const asked = { news: 0, tokens: 0 };
    let isListening = false;
    class Counting extends Store {
      override listen(tell: (job: string | null) => void) {
        return super.listen((changed) => {
          tell(changed);
          isListening = true;
        });
      }
      override newsOf(id: string, seq: number, limit: number) {
        asked.news++;
        return super.newsOf(id, seq, limit);
      }
      override tokenOf(plain: string) {
        asked.tokens++;
        return super.tokenOf(plain);
      }
    }
    const store = new Counting(served.database.url, served.pool, served.database.queue);
    const url = served.serve({ store, limits: { streams: 100, requests: 100_000 } });
    // What it may have missed before, tokens too, is looked up then.
    while (!isListening) await Bun.sleep(10);
    const got = Array.from({ length: 20 }, () => [] as string[]);
    const over = got.map(async (ids) => {
      for await (const { kind, id } of events(`${url}/api/jobs/${job.id}/events`))
        if (kind === "run") ids.push(id);
    });
    const all = (count: number) => got.every(({ length }) => length === count);
    while (!all(10)) await Bun.sleep(10);
    const next = async (at: number) => {
      await keep(hold, [lines[at]!]);
      while (!all(at + 1)) await Bun.sleep(10);
    };
    // As soon as changes are heard, each token is looked up once: it may have been removed before.
    await next(10);
    const begun = { ...asked };
    for (let at = 11; at < 16; at++) await next(at);
    // A worker tells once of each write; twice where it is heard apart from it.
    expect(asked.news - begun.news).toBeLessThanOrEqual(10);
    expect(asked.tokens).toBe(begun.tokens);
    await complete(hold);
    await Promise.all(over);
    expect(
      got.every((ids) => ids.join() === Array.from({ length: 16 }, (_, n) => n + 1).join()),
    ).toBe(true);
  });

  test("those of the board name the job that has changed, and only of what the token sees", async () => {
    const project = "https://github.com/stream/one";
    const token = await served.token("read", project);
    const stop = new AbortController();
    const told: string[] = [];
    for await (const { kind, data } of events(
      "/api/board/events",
      { authorization: `Bearer ${token}` },
      stop.signal,
    )) {
      if (kind === "") {
        await served.submit({ request: "hidden" });
        await served.submit({ project, request: "seen" });
      } else if (kind === "job") {
        told.push(JSON.parse(data).request);
        break;
      }
    }
    stop.abort();
    expect(told).toEqual(["seen"]);
    seen.add("get /api/board/events");
  });

  test("end when the token is removed, before anything more is told", async () => {
    const token = await served.store.addToken("removed", "read");
    const kinds: string[] = [];
    for await (const { kind } of events("/api/board/events", {
      authorization: `Bearer ${token}`,
    })) {
      kinds.push(kind);
      if (kind === "job") break;
      await served.store.removeToken("removed");
      await served.submit();
    }
    expect(kinds).not.toContain("job");
  });
});

describe("every answer", () => {
  test("has headers that keep other sites and scripts out", async () => {
    for (const path of ["/", "/main.js", "/api/jobs", "/api/nothing", "/nothing"]) {
      const { headers } = await fetch(served.url + path);
      expect(headers.get("content-security-policy")).toMatch(
        /^default-src 'self';.*frame-ancestors 'none'/,
      );
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("access-control-allow-origin")).toBe(null);
      if (path.startsWith("/api/")) expect(headers.get("cache-control")).toBe("no-store");
    }
  });

  test("comes from the page's own files and nowhere else", async () => {
    for (const path of [
      "/../main.ts",
      "/%2e%2e/main.ts",
      "/..%2fjobs%2fstore.ts",
      "/style.css/",
      "//etc/passwd",
      "/page.ts",
    ])
      expect((await fetch(served.url + path)).status).toBe(404);
    const page = await fetch(`${served.url}/style.css`);
    expect(page.headers.get("content-type")).toBe("text/css; charset=utf-8");
    const again = await fetch(`${served.url}/style.css`, {
      headers: { "if-none-match": page.headers.get("etag")! },
    });
    expect(again.status).toBe(304);
  });

  test("is one of so many a minute", async () => {
    const url = served.serve({ limits: { requests: 3 } });
    const token = await served.token("read");
    const answers = [];
    for (let index = 0; index < 4; index++)
      answers.push(await call(url, "GET", "/api/session", { token }));
    expect(answers.map(code)).toEqual(["200", "200", "200", "429 rate"]);
    expect(Number(answers[3]!.headers.get("retry-after"))).toBeGreaterThan(0);
    const said = answers.map(({ headers }) => headers.get("ratelimit")!);
    expect(said.map((one) => /^"token";r=(\d);t=\d+$/.exec(one)?.[1])).toEqual([..."2100"]);
    expect(answers[0]!.headers.get("ratelimit-policy")).toBe('"token";q=3;w=60');
    const signIn = { body: { token }, headers: { "sec-fetch-site": "same-origin" } };
    expect(code(await call(url, "POST", "/api/session", signIn))).toBe("429 rate");
  });

  test("comes late rather than not while all connections are taken", async () => {
    const pool = openPool(served.database.url, 2);
    const url = served.serve({
      store: new Store(served.database.url, pool, served.database.queue),
      pool,
    });
    const busy = await Promise.all([pool.connect(), pool.connect()]);
    const asked = Array.from({ length: 30 }, (_, index) =>
      call(url, "POST", "/api/jobs", {
        token: tokens.submit,
        body: body({ request: `Number ${index}` }),
      }),
    );
    // Longer than a connection takes to come.
    await Bun.sleep(6_000);
    for (const one of busy) one.release();
    expect(new Set((await Promise.all(asked)).map(code))).toEqual(new Set(["201"]));
    await served.stop(url);
    await pool.end();
  });

  test("says that the database is away, and nothing of an error inside", async () => {
    const away = "postgres://nobody@127.0.0.1:1/none";
    const pool = openPool(away);
    const url = served.serve({ store: new Store(away, pool, undefined as never), pool });
    const told = await call(url, "GET", "/api/jobs", { token: tokens.read });
    expect([code(told), told.headers.get("retry-after")]).toEqual(["503 database", "5"]);
    await pool.end();
    const said: string[] = [];
    class Broken extends Store {
      override pageOfJobs = () => Promise.reject(new Error("a secret"));
      override listen = () => async () => {};
    }
    const broken = served.serve({
      store: new Broken("", served.pool, undefined as never),
      say: (problem) => said.push(problem),
    });
    const response = await fetch(`${broken}/api/jobs`, {
      headers: { authorization: `Bearer ${tokens.read}` },
    });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret");
    expect(said.join()).toContain("a secret");
  });
});

test("health is told without a token: the process, and whether it can serve", async () => {
  const both = async (url: string) => [
    code(await call(url, "GET", "/healthz")),
    code(await call(url, "GET", "/readyz")),
  ];
  /** What a compose file and a unit ask. */
  const ready = async (url: string) => {
    const words = ["node", join(import.meta.dir, "../deploy/ready.mjs"), `${url}/readyz`, "0"];
    const child = Bun.spawn(words, { stdin: "ignore", stderr: "pipe" });
    return [await child.exited, await new Response(child.stderr).text()];
  };
  expect([await both(served.url), await ready(served.url)]).toEqual([
    ["200", "200"],
    [0, ""],
  ]);
  const pool = openPool("postgres://nobody:secret@127.0.0.1:1/none");
  const away = served.serve({ pool });
  expect(await both(away)).toEqual(["200", "503 database"]);
  expect(await ready(away)).toEqual([1, expect.stringContaining("Check that PostgreSQL runs")]);
  expect((await call(away, "GET", "/readyz")).text).not.toMatch(/secret|nobody|127/);
  await pool.end();
  const table = `${SCHEMA}.migration`;
  await served.pool.query(`insert into ${table} values (1000, 'later')`);
  expect(await both(served.serve({}))).toEqual(["200", "503 version"]);
  await served.pool.query(`delete from ${table} where number = 1000`);
  expect(await both(served.serve({}))).toEqual(["200", "200"]);
});

test("the document names every route", async () => {
  const { json } = await call(served.url, "GET", "/api/openapi.json");
  const named = Object.entries(json.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(named.toSorted()).toEqual(allRoutes.toSorted());
  expect(json.paths["/api/jobs"].post.responses["201"]).toBeDefined();
});

test("who may use the server is in its audit, and no token", async () => {
  await served.store.addToken("guest", "read", "https://github.com/x/y");
  await served.store.removeToken("guest");
  await served.store.removeToken("guest");
  const { entries } = (await api("GET", "/api/audit")).json;
  const of = entries.filter(({ details }: { details: object }) =>
    Object.values(details).includes("guest"),
  );
  expect(of).toMatchObject([
    { who: "terminal", what: "token", details: { role: "read" } },
    { what: "token removed", details: { name: "guest" } },
  ]);
  expect(JSON.stringify(entries)).not.toContain("mai_");
});

test("what a token has made goes with it: its webhooks and schedules, and none comes behind that", async () => {
  const { store, schedules, pool } = served;
  const [project, url] = ["https://github.com/acme/left", "https://github.com/hook"];
  const of: Record<string, string> = {};
  for (const name of ["leaver", "stayer"]) {
    of[name] = await store.addToken(name, "decide", project);
    const put = { cron: "0 3 * * *", job: body({ project, options: { auto: true } }) };
    const asked = { token: of[name] };
    await call(served.url, "PUT", `/api/schedules/of-${name}`, { ...asked, body: put });
    await call(served.url, "POST", "/api/webhooks", { ...asked, body: { url } });
  }
  expect(await store.removeToken("leaver")).toEqual({ webhooks: 1, schedules: 1 });
  const left = async (token: string | undefined = of.stayer) => {
    const { json } = await call(served.url, "GET", "/api/webhooks", { token });
    const all = await call(served.url, "GET", "/api/schedules", { token });
    return [...json.webhooks, ...all.json.schedules].map(({ who }) => who);
  };
  expect(await left()).toEqual(["stayer", "stayer"]);
  expect((await store.auditOf(null)).at(-1)).toMatchObject({
    what: "token removed",
    details: { name: "leaver", webhooks: 1, schedules: ["of-leaver"] },
  });
  // A request that was let in before, and comes to its end behind it.
  const wanted = ScheduleRequest.parse({ cron: "0 3 * * *", job: body({ project }) });
  const hook = { url: "https://140.82.121.4/", project, states: ["failed" as const] };
  for (const late of [
    () => schedules.put("late", wanted, "leaver", project),
    () => addWebhook(pool, { folders: [] }, hook, "leaver"),
  ])
    expect(await late().catch((error) => error)).toBeInstanceOf(NoToken);
  expect(await left()).toEqual(["stayer", "stayer"]);
  expect(await store.removeToken("stayer")).toEqual({ webhooks: 1, schedules: 1 });
});

test("webhooks are made, listed, tested and removed", async () => {
  const made = await api("POST", "/api/webhooks", { body: { url: "https://github.com/hook" } });
  expect(code(made)).toBe("201");
  const own = await api("POST", "/api/webhooks", { body: { url: "http://127.9.9.9:9/" } });
  const tested = await api("POST", `/api/webhooks/${own.json.id}/test`);
  expect(tested.json).toEqual({ ok: false, problem: expect.stringContaining("no answer") });
  for (const { json } of [made, own])
    expect(code(await api("DELETE", `/api/webhooks/${json.id}`))).toBe("200");
  expect((await api("GET", "/api/webhooks")).json).toEqual({ webhooks: [] });
});

test("every route has answered as it declares", () => {
  expect([...seen].toSorted()).toEqual(allRoutes.toSorted());
});
