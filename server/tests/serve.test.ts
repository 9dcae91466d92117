// `serve` as a process: its own Postgres, its first token, a second start, and what is left of one that was killed.
// Runs: in full only, on both databases.
import { afterEach, expect, test } from "bun:test";
import { once } from "node:events";
import { chmodSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { join } from "node:path";
import { cleanup, onCleanup, tempDir } from "../../tests/harness/project.ts";
import { openDatabase } from "../src/database/open.ts";
import { SCHEMA } from "../src/database/schema.ts";
import { ask, database, MAIN, serve } from "./at-work.ts";

afterEach(cleanup);

test("it starts with nothing; a second one on the same data is refused; killed, it starts again with all it had", async () => {
  const withFolder = () => {
    const made = tempDir();
    chmodSync(made, 0o711);
    return made;
  };
  const data = withFolder();
  const first = await serve(data);
  expect(first.token).toStartWith("mai_");
  const made = await ask(first.url!, first.token!, { project: data, request: "Say goodbye" });
  expect(made.status).toBe(201);
  const second = await serve(data);
  expect([await second.child.exited, second.url]).toEqual([1, undefined]);
  expect(await new Response(second.child.stderr).text()).toContain(`(process ${first.child.pid})`);
  first.child.kill("SIGKILL");
  await first.child.exited;
  const third = await serve(data);
  expect(third.token).toBeUndefined();
  // An address that is taken costs the first token of no data folder.
  const other = await serve(withFolder(), ["--port", new URL(third.url!).port]);
  expect([await other.child.exited, other.token]).toEqual([1, undefined]);
  expect(await new Response(other.child.stderr).text()).toContain(
    "another program is listening there",
  );
  const { jobs } = (await (await ask(third.url!, first.token!)).json()) as {
    jobs: { request: string }[];
  };
  expect(jobs.map(({ request }) => request)).toEqual(["Say goodbye"]);
  // pg-boss finds the minute that is just over.
  const job = { project: data, request: "Each minute" };
  await ask(third.url!, first.token!, { cron: "* * * * *", job }, "PUT", "/api/schedules/often");
  const requests = async () =>
    ((await (await ask(third.url!, first.token!)).json()) as { jobs: { request: string }[] }).jobs;
  // Meanwhile a body that never comes whole loses its connection, and a stream that is older keeps its own.
  const board = (await ask(third.url!, first.token!, undefined, "GET", "/api/board/events")).body!;
  const reader = board.pipeThrough(new TextDecoderStream()).getReader();
  const { hostname, port } = new URL(third.url!);
  const slow = connect(Number(port), hostname);
  const odd = connect(Number(port), hostname);
  odd.end("GET /healthz HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n");
  expect((await odd.toArray()).join("")).toStartWith("HTTP/1.1 400");
  slow.write("POST /api/jobs HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{");
  const closed = once(slow.resume(), "close");
  while (!(await requests()).some(({ request }) => request === "Each minute")) await Bun.sleep(200);
  await closed;
  await ask(third.url!, first.token!, { project: data, request: "Once more" });
  for (let told = ""; !told.includes("Once more"); ) {
    const { value, done } = await reader.read();
    expect(done).toBe(false);
    told += value;
  }
  third.child.kill("SIGTERM");
  expect(await third.child.exited).toBe(0);
  const { stdout } = Bun.spawnSync(["ps", "-eo", "args"]);
  expect(stdout.toString()).not.toContain(join(data, "postgres"));
});

test("asked to end while its database gives no answer, a worker ends, and so does a server", async () => {
  for (const verb of ["worker", "serve"]) {
    const database = createServer();
    onCleanup(() => void database.close());
    await once(database.listen(0, "127.0.0.1"), "listening");
    const { port } = database.address() as AddressInfo;
    const env = { ...process.env, DATABASE_URL: `postgres://me@127.0.0.1:${port}/none` };
    const child = Bun.spawn([process.execPath, MAIN, verb, "--port", "0", "--data", tempDir()], {
      ...{ env, stdin: "ignore", stdout: "ignore", stderr: "pipe" },
    });
    onCleanup(() => child.kill("SIGKILL"));
    await once(database, "connection");
    let said = "";
    for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
      said += part;
      if (said.includes(`127.0.0.1:${port} to open its tables: it does not answer`)) break;
    }
    child.kill("SIGTERM");
    expect(await child.exited).toBe(0);
  }
});

test("that Postgres is waited for is said at each step, with what helps", async () => {
  const made = await database();
  const named = new URL(made.url.replace("@/", "@x/"));
  const to = named.searchParams.get("host");
  // The first connection comes through, then none until each step has been said.
  let [came, isOpen] = [0, false];
  const between = createServer((socket) => {
    if (++came > 1 && !isOpen) return void socket.destroy();
    const other = to ? connect(`${to}/.s.PGSQL.5432`) : connect(Number(named.port), named.hostname);
    for (const [one, its] of [
      [socket, other],
      [other, socket],
    ] as const)
      one.on("error", () => its.destroy()).pipe(its);
  });
  onCleanup(() => void between.close());
  const port = () => (between.address() as AddressInfo).port;
  await once(between.listen(0, "127.0.0.1"), "listening");
  const free = port();
  await once(between.close(), "close");
  named.searchParams.delete("host");
  const url = Object.assign(named, { host: `127.0.0.1:${free}` }).href;
  const said: string[] = [];
  const heard = async (step: RegExp) => {
    while (!said.some((line) => step.test(line))) await Bun.sleep(50);
  };
  const opening = openDatabase(url, (line) => said.push(line));
  await heard(
    /^Waiting for Postgres at 127\.0\.0\.1:\d+ to open its tables: .*correct DATABASE_URL/,
  );
  await once(between.listen(free, "127.0.0.1"), "listening");
  await heard(/^Waiting for Postgres at 127\.0\.0\.1:\d+ to open the queue in it: /);
  isOpen = true;
  const opened = await opening;
  expect((await opened.store.listTokens()).length).toBe(0);
  await opened.close();
  expect(said.join()).not.toContain(named.password || "no password");
});

test("a token is of a project as jobs name it, and is listed in plain signs", async () => {
  const { url, pool } = await database();
  const token = async (...words: string[]) => {
    const child = Bun.spawn([process.execPath, MAIN, "token", ...words, "--data", tempDir()], {
      ...{
        env: { ...process.env, DATABASE_URL: url },
        stdin: "ignore",
        stdout: "pipe",
        stderr: "pipe",
      },
    });
    return [
      await child.exited,
      await new Response(child.stdout).text(),
      await new Response(child.stderr).text(),
    ];
  };
  const folder = tempDir();
  writeFileSync(join(folder, "file"), "");
  for (const project of [
    "https://u:pw@github.com/acme/shop",
    "http://github.com/acme/shop",
    "shop.git",
    `${folder}/file`,
  ])
    expect(await token("add", "ci", "--role", "read", "--project", project)).toEqual([
      ...[1, "", expect.stringContaining("expected")],
    ]);
  for (const [name, project] of Object.entries({
    a: "git@github.com:acme/shop.git",
    b: `${folder}/`,
    c: ".",
  }))
    expect((await token("add", name, "--role", "read", "--project", project))[0]).toBe(0);
  // One of before names were looked at.
  const name = "c\x1b[2J\u202e";
  await pool.query(`update ${SCHEMA}.token set name = $1 where name = 'c'`, [name]);
  const listed = (await token("list"))[1] as string;
  expect(listed.split("\n").map((line) => line.split("\t")[2])).toEqual([
    ...["git@github.com:acme/shop.git", folder, process.cwd(), undefined],
  ]);
  expect(listed).not.toMatch(/[^\P{Cc}\n\t]|\p{Cf}/u);
  const data = async (...words: string[]) =>
    JSON.parse((await token(...words, "--json"))[1] as string);
  expect(await data("add", "d", "--role", "read")).toEqual({
    name: "d",
    token: expect.stringMatching(/^mai_/),
  });
  expect(await data("remove", "d")).toEqual({
    ...{ removed: "d", webhooks: 0, schedules: 0 },
  });
  expect((await data("list")).tokens[0]).toMatchObject({
    name: "a",
    project: "git@github.com:acme/shop.git",
  });
});
