// `npm run serve` and `multi-ai serve`, as a person types them: what is missing is installed, and nothing of their folder is read.
// Runs: in full too, on both databases.
// Not in npm test: ^npm ends with|^wrong words install
// Not in npm test: ^wrong words|^below a Claude
import { afterEach, expect, test } from "bun:test";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { VERBS } from "../../src/cli/verbs.ts";
import { cleanup, onCleanup, tempDir } from "../../tests/harness/project.ts";
import { OPTIONS, usage } from "../options.mjs";

afterEach(cleanup);

const ROOT = join(import.meta.dir, "../..");
const NODE = Bun.which("node") ?? "node";
/** On the PostgreSQL that the package brings: other tests have the system's. */
const OWN = { DATABASE_URL: "", MULTI_AI_SERVER_POSTGRES: "embedded" };
const env = () => ({ PATH: process.env.PATH ?? "", HOME: tempDir(), TMPDIR: tempDir(), ...OWN });

/** Its standard output up to what is waited for, or to its end. */
async function printed(
  child: Bun.Subprocess<"ignore", "pipe", "pipe">,
  wanted: RegExp,
): Promise<string> {
  let text = "";
  const reader = child.stdout.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    text += new TextDecoder().decode(value);
    if (done || wanted.test(text)) return text;
  }
}

const PIPES = { stdin: "ignore", stdout: "pipe", stderr: "pipe" } as const;

test("it serves from any folder, its paths count from there, and one Ctrl-C, which each program gets, ends it in order", async () => {
  const from = tempDir();
  chmodSync(from, 0o711);
  // A hostile folder: Bun would run this before anything else, and read that.
  writeFileSync(join(from, "bunfig.toml"), 'preload = ["./hostile.ts"]\n');
  writeFileSync(join(from, "hostile.ts"), 'await Bun.write(`${import.meta.dir}/hostile`, "");\n');
  writeFileSync(join(from, ".env"), "DATABASE_URL=postgres://hostile.example/none\n");
  const words = ["serve", "--port", "0", "--data", "data", "--projects", "."];
  const child = Bun.spawn(["setsid", join(ROOT, "bin/multi-ai"), ...words], {
    cwd: from,
    env: env(),
    ...PIPES,
  });
  const group = () => process.kill(-child.pid, "SIGINT");
  onCleanup(async () => {
    if (child.exitCode === null) group();
    await child.exited;
  });
  const text = await printed(child, /serves on/);
  const url = /serves on (\S+)/.exec(text)?.[1] ?? "";
  const token = /shown this once: (\S+)/.exec(text)?.[1] ?? "";
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(new URL("/api/jobs", url), { headers });
  expect([answer.status, await answer.json()]).toEqual([200, { jobs: [], next: null }]);
  // Beside it, on its database: another token.
  const add = Bun.spawn(
    [join(ROOT, "bin/multi-ai"), "token", "add", "ci", "--role", "read", "--data", "data"],
    {
      ...{ cwd: from, env: env(), ...PIPES },
    },
  );
  expect(await printed(add, /\n/)).toStartWith("mai_");
  expect(await add.exited).toBe(0);
  group();
  expect(await child.exited).toBe(0);
  expect((await new Response(child.stderr).text()).match(/Stopping/g)).toHaveLength(1);
  expect(await Bun.file(join(from, "hostile")).exists()).toBe(false);
  expect(await Bun.file(join(from, "data/postgres/data/PG_VERSION")).exists()).toBe(true);
});

test("wrong words end with 2, and where the options stand, which are all told there", async () => {
  const said = async (...words: string[]) => {
    const child = Bun.spawn([NODE, "server/start.mjs", "serve", ...words], {
      cwd: ROOT,
      env: env(),
      ...PIPES,
    });
    const [out, err] = await Promise.all(
      [child.stdout, child.stderr].map((one) => new Response(one).text()),
    );
    return { code: await child.exited, out, err };
  };
  const wrong = await said("--prot", "1");
  expect([wrong.code, wrong.err]).toEqual([
    2,
    `unknown option --prot; did you mean --port?\nAll options: ${join(ROOT, "bin/multi-ai")} serve --help\n`,
  ]);
  const byNpm = Bun.spawnSync(["npm", "run", "-s", "serve", "--", "--prot", "1"], {
    cwd: ROOT,
    env: env(),
  });
  expect(byNpm.stderr.toString()).toEndWith("\nAll options: npm run serve -- --help\n");
  const none = join(tempDir(), "none");
  for (const [words, problem] of [
    [["--slots", "two"], '--slots: found "two", expected a number from 0 to 64'],
    [["twice"], "unknown: twice"],
    [["--json"], "--json is only for token"],
    [["--claude", none], `--claude: found ${none}, expected a program`],
    [["--data", "/proc/none"], "--data: "],
  ] as const) {
    const { code, err } = await said(...words);
    expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
  }
  const token = Bun.spawnSync([join(ROOT, "bin/multi-ai"), "token", "list", "--data", none], {
    env: env(),
  });
  expect([token.exitCode, token.stderr.toString()]).toEqual([
    2,
    expect.stringContaining(`no server data in ${none}`),
  ]);
  expect(existsSync(none)).toBe(false);
  const usual = Bun.spawnSync([join(ROOT, "bin/multi-ai"), "token", "list"], {
    env: { ...env(), XDG_DATA_HOME: none },
  });
  const begins = expect.stringMatching(
    /^no job server has run here yet \(its data would be in \S+\): start one with \S+bin\/multi-ai serve, /,
  );
  expect([usual.exitCode, usual.stderr.toString()]).toEqual([2, begins]);
  const { code, out } = await said("--help");
  expect(code).toBe(0);
  // The help of the verbs names the same options.
  for (const name of ["serve", "worker", "token"])
    for (const option of Object.keys(VERBS[name]!.options ?? {}))
      expect(out).toContain(`--${option}`);
});

test("below a Claude Code it does not start, and says so at once", async () => {
  const below = { ...env(), CLAUDECODE: "1", DATABASE_URL: "postgres://me@127.0.0.1:1/none" };
  const words = ["server/start.mjs", "serve", "--data", tempDir()];
  const child = Bun.spawn([NODE, ...words], { cwd: ROOT, env: below, ...PIPES });
  onCleanup(() => child.kill());
  const said = await new Response(child.stderr).text();
  expect(said).toEndWith(`in a terminal of your own: ${join(ROOT, "bin/multi-ai")} serve\n`);
  expect(await child.exited).toBe(1);
});

test("a password of the database stands in no list of processes", async () => {
  for (const part of [
    "me:secret@db.invalid/x",
    "db.invalid/x?user=me&password=secret",
    "db.invalid/x?PASSWORD=secret",
  ]) {
    const url = `postgres://${part}`;
    const child = Bun.spawn([NODE, "server/start.mjs", "worker", "--url", url], {
      cwd: ROOT,
      env: env(),
      ...PIPES,
    });
    expect(await child.exited).toBe(2);
    const said = await new Response(child.stderr).text();
    expect(said).toContain("DATABASE_URL");
    expect(said).not.toContain("secret");
  }
});

/** A clone without the server's packages, with a script in npm's place that notes where it was called. */
function clone(npm: string) {
  const at = tempDir();
  const files = ["install.mjs", "slip.mjs", "tied.mjs"].map((name) => `tests/${name}`);
  const server = ["package.json", "package-lock.json", "options.mjs", "start.mjs"];
  for (const file of ["package.json", "package-lock.json", ...files])
    cpSync(join(ROOT, file), join(at, file));
  for (const file of server) cpSync(join(ROOT, "server", file), join(at, "server", file));
  symlinkSync(join(ROOT, "node_modules"), join(at, "node_modules"));
  const bin = join(at, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "npm"), `#!/bin/sh\necho "$PWD $* $$" >>'${at}/called'\n${npm}\n`, {
    mode: 0o755,
  });
  const own = { ...env(), PATH: `${bin}:${process.env.PATH}` };
  return {
    at,
    start: (words: string[], more: Record<string, string> = {}) =>
      Bun.spawn([NODE, "server/start.mjs", ...words], {
        ...{ cwd: at, env: { ...own, ...more }, ...PIPES },
      }),
    called: (): string[] =>
      existsSync(join(at, "called"))
        ? readFileSync(join(at, "called"), "utf8").trim().split("\n")
        : [],
  };
}
const errorOf = (child: Bun.Subprocess<"ignore", "pipe", "pipe">) =>
  new Response(child.stderr).text();

test("each option that is read is named in the help of each verb that takes it", () => {
  const all = usage((verb: string) => `multi-ai ${verb}`);
  const of = (name: string) => Object.keys(VERBS[name]!.options ?? {});
  const own: Record<string, string[]> = { serve: ["host", "port"], worker: ["url"] };
  const ofToken = ["json", "project", "role"];
  const alone = [...ofToken, ...Object.values(own).flat(), "help"];
  const shared = Object.keys(OPTIONS).filter((name) => !alone.includes(name));
  for (const name of ["serve", "worker"])
    expect(of(name).toSorted()).toEqual([...own[name]!, ...shared].toSorted());
  expect(of("token").toSorted()).toEqual(["data", ...ofToken]);
  for (const name of Object.keys(OPTIONS)) if (name !== "help") expect(all).toContain(`--${name}`);
});

test("an old Node is told with what is needed, and nothing is said of one that will do", async () => {
  const { at, start } = clone("echo no network >&2\nexit 1");
  const path = join(at, "package.json");
  const whole = JSON.parse(readFileSync(path, "utf8"));
  const told = async (node: string) => {
    writeFileSync(path, JSON.stringify({ ...whole, engines: { node } }));
    return (await errorOf(start(["serve"]))).split("\n")[0];
  };
  expect(await told(">=900.2")).toMatch(/^Node [\d.]+ is too old: .* needs 900\.2 or newer/);
  expect(await told(">=9.12")).not.toContain("too old");
});

test("the server's packages are installed where they are missing, and only they; a worker's without a PostgreSQL", async () => {
  const { start, called } = clone("echo no network >&2\nexit 1");
  const children = [
    start(["serve"]),
    start(["worker", "--url", "postgres://me@db.invalid/x"]),
  ] as const;
  for (const child of children) {
    expect(await child.exited).toBe(1);
    expect(await new Response(child.stdout).text()).toBe("");
    expect(await errorOf(child)).toContain("no network");
  }
  expect(called().toSorted()).toEqual([
    expect.stringMatching(/\/server ci --omit=dev --omit=optional \d+$/),
    expect.stringMatching(/\/server ci --omit=dev \d+$/),
  ]);
});

test("wrong words install nothing, and neither does a look at the help", async () => {
  const { start, called } = clone("exit 1");
  for (const [words, said] of [
    [["serve", "--port", "abc"], '--port: found "abc"'],
    [["serve", "--claude", "/none/claude"], "--claude: found /none/claude"],
    [["worker"], "worker needs DATABASE_URL"],
    [["token", "list", "--data", "none"], "no server data in"],
    [["token", "add", "ci", "--role", "admin"], "--role: found admin"],
    [["token", "add", " ", "--role", "read"], 'found " ", expected a name'],
    [["token", "add", "c\x1b[2J", "--role", "read"], 'found "c\\u001b[2J", expected a name'],
    [["token", "add", "x".repeat(101), "--role", "read"], "expected a name of 1 to 100"],
    [["serve", "--help"], ""],
  ] as const) {
    const child = start([...words]);
    expect(await child.exited).toBe(said === "" ? 0 : 2);
    expect(await errorOf(child)).toContain(said);
  }
  expect(called()).toEqual([]);
});

const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
};

test("npm ends with whoever started it, the next start begins anew, and two at once install once", async () => {
  const { at, start, called } = clone(
    `[ -e ../go ] || exec sleep 1000\nmkdir -p node_modules\nsleep 0.5\ncp package-lock.json node_modules/.package-lock.json`,
  );
  const npm = (): number => Number(called().at(-1)?.split(" ").at(-1));
  for (const [count, signal] of (["SIGKILL", "SIGTERM"] as const).entries()) {
    const child = start(["serve"]);
    while (called().length <= count) await Bun.sleep(20);
    expect(isThere(npm())).toBe(true);
    child.kill(signal);
    await child.exited;
    while (isThere(npm())) await Bun.sleep(20);
  }
  writeFileSync(join(at, "go"), "");
  // What it starts behind that is not in this clone.
  const said = await Promise.all(
    [start(["serve"]), start(["serve"])].map(async (child) => {
      await child.exited;
      return errorOf(child);
    }),
  );
  expect(called()).toHaveLength(3);
  expect(said.filter((text) => text.includes("was interrupted; it starts over"))).toHaveLength(1);
  expect(said.filter((text) => text.includes("Another program installs in"))).toHaveLength(1);
  expect(existsSync(join(at, "server/.installing"))).toBe(false);
});
