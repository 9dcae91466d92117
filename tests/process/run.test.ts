// Guarantee: Secrets stay out of prompts.
// Runs: in full too, together.
// As on macOS: ^time limit|^what a child leaves behind (?!nor )
// As on macOS in full: all
import { afterAll, describe, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { atMoments } from "../../src/process/family.ts";
import { endGroup, type ProcessRequest, runProcess } from "../../src/process/run.ts";
import { hasEnded as isOver, type ProcessRow, processOf } from "../../src/process/table.ts";
import { eventually, patient } from "../harness/patience.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "processes-")));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const env = { PATH: process.env.PATH };
let files = 0;
const fresh = (name: string) => join(scratch, `${++files}-${name}`);

function sh(script: string, rest: Partial<ProcessRequest> = {}) {
  return runProcess({
    command: "sh",
    args: ["-c", script],
    cwd: scratch,
    env,
    timeoutMs: patient(20_000),
    killGraceMs: 300,
    ...rest,
  });
}

function bun(script: string, rest: Partial<ProcessRequest> = {}) {
  return sh("", { command: process.execPath, args: ["-e", script], ...rest });
}

/** Gone, or a zombie that nobody reaps. */
function hasEnded(pid: number): boolean {
  const found = processOf(pid);
  return found === null || isOver(found);
}

async function until(condition: () => boolean): Promise<void> {
  if (!(await eventually(condition))) throw new Error(`it never came: ${condition}`);
}

const pidIn = (file: string) => Number(readFileSync(file, "utf8"));
const written = (file: string) => existsSync(file) && readFileSync(file, "utf8").endsWith("\n");

describe("a process that ends by itself", () => {
  test("gives its code and both outputs", async () => {
    const result = await sh("echo out; echo err >&2; exit 7");
    expect(result).toMatchObject({
      outcome: "exited",
      exitCode: 7,
      signal: null,
      truncated: false,
    });
    expect([result.stdout, result.stderr]).toEqual(["out\n", "err\n"]);
  });

  test("gives the signal that ended it", async () => {
    expect(await sh("kill -9 $$")).toMatchObject({
      outcome: "exited",
      exitCode: null,
      signal: "SIGKILL",
    });
  });

  test("gets arguments as they are, with no shell between", async () => {
    const nasty = ["$(echo x)", "a b", "'", '"', ";echo y", "*", ""];
    const result = await bun("console.log(JSON.stringify(process.argv.slice(1)))", {
      args: ["-e", "console.log(JSON.stringify(process.argv.slice(1)))", "--", ...nasty],
    });
    expect(JSON.parse(result.stdout)).toEqual(nasty);
  });

  test("has the environment that was given and nothing else", async () => {
    const result = await sh("env", {
      env: { PATH: process.env.PATH, ONLY: "this", UNSET: undefined },
    });
    expect(result.stdout).toContain("ONLY=this");
    expect(result.stdout).not.toMatch(/^(UNSET|HOME|USER)=/m);
  });
});

describe("a process that does not start", () => {
  test.each([
    ["a command that is nowhere on PATH", { command: "no-such-command-anywhere" }, "not_found"],
    ["a path to nothing", { command: "./no/such" }, "not_found"],
    ["no PATH at all", { env: {} }, "not_found"],
    ["an empty command", { command: "" }, "not_found"],
    ["a folder", { command: "/" }, "not_found"],
    ["a working folder that is missing", { cwd: "/no/such/folder" }, "spawn_failed"],
    [
      "a file that may not be run",
      { command: join(import.meta.dir, "run.test.ts") },
      "spawn_failed",
    ],
    ["an argument with a zero byte", { args: ["-c", "a\0b"] }, "spawn_failed"],
    ["an argument longer than the system takes", { args: ["x".repeat(4_000_000)] }, "spawn_failed"],
    ["a path with a zero byte", { command: "/bin/\0sh" }, "not_found"],
  ] as const)("%s", async (_, rest, outcome) => {
    const result = await sh("true", {
      ...rest,
      args: "args" in rest ? [...rest.args] : ["-c", "true"],
    });
    expect(result).toMatchObject({ outcome, exitCode: null, signal: null });
    expect(result.stderr).not.toBe("");
  });

  test("a program in the working folder is not taken through a relative PATH entry", async () => {
    const folder = fresh("planted");
    mkdirSync(folder);
    writeFileSync(join(folder, "planted"), "#!/bin/sh\necho planted\n", { mode: 0o755 });
    const ask = (PATH: string) =>
      sh("", { command: "planted", args: [], cwd: folder, env: { PATH } });
    for (const here of [".", "", relative(process.cwd(), folder)]) {
      expect((await ask(`${here}:${process.env.PATH}`)).outcome).toBe("not_found");
    }
    expect((await ask(folder)).stdout).toBe("planted\n");
  });
});

describe("stdin", () => {
  const big = "x".repeat(5_000_000);

  test("reaches the child whole and is closed", async () => {
    expect((await sh("wc -c", { stdin: big })).stdout.trim()).toBe("5000000");
    expect((await sh("wc -c")).stdout.trim()).toBe("0");
  });

  test.each([
    ["never reads it", "echo done"],
    ["closes it", "exec 0<&-; sleep 0.1; echo done"],
    ["reads the start of it", "head -c 10 >/dev/null; echo done"],
  ])("a child that %s does no harm", async (_, script) => {
    expect(await sh(script, { stdin: big })).toMatchObject({
      outcome: "exited",
      exitCode: 0,
      stdout: "done\n",
    });
  });

  test("a child that hangs without reading it meets the time limit", async () => {
    expect((await sh("sleep 60", { stdin: big, timeoutMs: 100 })).outcome).toBe("timeout");
  });
});

describe("time limit and abort", () => {
  test("end a child that takes SIGTERM, with what it said so far", async () => {
    const result = await sh("echo early; sleep 60", { timeoutMs: 1_000 });
    expect(result).toMatchObject({
      outcome: "timeout",
      exitCode: null,
      signal: "SIGTERM",
      stdout: "early\n",
    });
  });

  test("end grandchildren that ignore SIGTERM", async () => {
    const file = fresh("pid");
    const stop = new AbortController();
    const running = sh(
      `trap '' TERM; (trap '' TERM; sh -c 'echo $$ > ${file}; exec sleep 60'); sleep 60`,
      {
        signal: stop.signal,
        killGraceMs: 100,
      },
    );
    await until(() => written(file));
    stop.abort();
    expect(await running).toMatchObject({ outcome: "cancelled", signal: "SIGKILL" });
    expect(hasEnded(pidIn(file))).toBe(true);
  });

  test("end descendants that have left the group, also when their parent ends first", async () => {
    const file = fresh("pids");
    // The child dies of SIGTERM at once; what it started in sessions of its own would be nobody's.
    const inner = `const d = Bun.spawn(["sh", "-c", "trap '' TERM; sleep 60 & echo $$ $! > ${file}; wait; sleep 60"],
      { detached: true, stdio: ["ignore", "ignore", "ignore"] }); await d.exited;`;
    const stop = new AbortController();
    const running = bun(inner, { signal: stop.signal, killGraceMs: 5_000 });
    await until(() => written(file));
    stop.abort();
    expect(await running).toMatchObject({ outcome: "cancelled", signal: "SIGTERM" });
    const pids = readFileSync(file, "utf8").trim().split(" ").map(Number);
    expect(pids.map(hasEnded)).toEqual([true, true]);
  });

  test("an abort that came before the start starts nothing", async () => {
    const file = fresh("never");
    const result = await sh(`echo x > ${file}`, { signal: AbortSignal.abort() });
    expect([result.outcome, existsSync(file)]).toEqual(["cancelled", false]);
  });

  test("a child that ends with 0 on SIGTERM has still timed out", async () => {
    const result = await sh("trap 'exit 0' TERM; sleep 60 & wait", { timeoutMs: 1_000 });
    expect(result).toMatchObject({ outcome: "timeout", exitCode: 0 });
  });
});

describe("what a child leaves behind", () => {
  test("a grandchild in the group is ended with the child, also one that is silent", async () => {
    const file = fresh("pid");
    const result = await sh(
      `sh -c 'echo $$ > ${file}; exec sleep 60' >/dev/null 2>&1 & while [ ! -s ${file} ]; do :; done`,
    );
    expect(result).toMatchObject({ outcome: "exited", exitCode: 0 });
    expect(hasEnded(pidIn(file))).toBe(true);
  });

  test("a grandchild that goes on writing may finish within the grace", async () => {
    const result = await sh("(sleep 0.2; echo late) & echo soon", { killGraceMs: 5_000 });
    expect(result.stdout).toBe("soon\nlate\n");
  });

  test("a daemon outside the group that holds the outputs open is not waited for, nor keeps us alive", async () => {
    const daemon = `const d = Bun.spawn(["sleep", "60"], { detached: true, stdio: ["inherit", "inherit", "inherit"] });
      d.unref(); console.log(d.pid);`;
    const outer = `import { runProcess } from ${JSON.stringify(join(import.meta.dir, "../../src/process/run.ts"))};
      const result = await runProcess({ command: process.execPath, args: ["-e", ${JSON.stringify(daemon)}], cwd: ".",
        env: process.env, stdin: "x".repeat(5_000_000), timeoutMs: 20_000, killGraceMs: 200 });
      console.log(JSON.stringify(result));`;
    const ours = Bun.spawn([process.execPath, "-e", outer], { cwd: scratch, stdout: "pipe" });
    const text = await new Response(ours.stdout).text();
    await ours.exited;
    const result = JSON.parse(text);
    const pid = Number(result.stdout);
    expect(hasEnded(pid)).toBe(false);
    process.kill(pid, "SIGKILL");
    expect(result).toMatchObject({ outcome: "exited", exitCode: 0 });
  });

  // In a session of its own, without a mark; its parent ends as soon as a look has found it, and
  // long before the child does. Nobody else ends it for minutes.
  const loose = (file: string, end: string): string =>
    `const parent = Bun.spawn([process.execPath, "-e", \`
      const loose = Bun.spawn(["sh", "-c", "echo $$ > ${file}; trap '' TERM HUP; n=0; while [ $n -lt 3000 ]; do n=$((n+1)); sleep 0.1; done"],
        { detached: true, env: { PATH: process.env.PATH }, stdio: ["ignore", "ignore", "ignore"] });
      loose.unref(); while (!(await Bun.file("${file}.seen").exists())) await Bun.sleep(10);\`], { detached: true, stdio: ["ignore", "ignore", "ignore"] });
    await parent.exited; console.log("alone"); ${end}`;

  /** For who runs the child: lets that parent end. One table serves all who look. */
  const whenSeen = (file: string, table: ProcessRow[]): void => {
    if (!written(file) || !table.some(({ pid }) => pid === pidIn(file))) return;
    writeFileSync(`${file}.seen`, "");
  };

  test("what outlives its parents outside of the group is ended with a child that ends all", async () => {
    const file = fresh("pid");
    const request = { command: process.execPath, cwd: scratch, env: { PATH: process.env.PATH } };
    const running = runProcess({
      ...request,
      args: ["-e", loose(file, "")],
      killGraceMs: 200,
      endsAll: true,
    });
    const looks = atMoments((table) => whenSeen(file, table));
    const result = await running;
    looks.end();
    expect(result).toMatchObject({ outcome: "exited", exitCode: 0, stdout: "alone\n" });
    expect(hasEnded(pidIn(file))).toBe(true);
  });

  test.each(["process.exit(0)", 'process.kill(process.pid, "SIGKILL")'])(
    "nor does it outlive ours (%s)",
    async (end) => {
      const file = fresh("pid");
      const child = loose(file, "await Bun.sleep(300_000);");
      const source = (name: string) =>
        JSON.stringify(join(import.meta.dir, "../../src/process", name));
      const outer = `import { existsSync, readFileSync, writeFileSync } from "node:fs";
        import { atMoments } from ${source("family.ts")};
        import { runProcess } from ${source("run.ts")};
        const [written, pidIn, whenSeen] = [${written}, ${pidIn}, ${whenSeen}];
        void runProcess({ command: process.execPath, args: ["-e", ${JSON.stringify(child)}], cwd: ".", endsAll: true,
          env: { PATH: process.env.PATH }, onLine: (line) => { if (line === "alone") ${end}; } });
        atMoments((table) => whenSeen(${JSON.stringify(file)}, table));`;
      const ours = Bun.spawn([process.execPath, "-e", outer], { cwd: scratch });
      await ours.exited;
      await until(() => hasEnded(pidIn(file)));
    },
  );

  test.each(["process.exit(0)", 'process.kill(process.pid, "SIGKILL")'])(
    "our end in the middle of runs takes their groups along (%s)",
    async (end) => {
      const [one, other] = [fresh("pid"), fresh("pid")];
      // What its shell has started is in the group, too.
      const run = (
        file: string,
      ) => `void runProcess({ command: "sh", args: ["-c", "sleep 60 & echo $! > ${file}; wait"],
        cwd: ".", env: process.env, onLine: () => {} });
        while (!(await Bun.file("${file}").exists()) || !(await Bun.file("${file}").text()).endsWith("\\n")) await Bun.sleep(10);`;
      const outer = `import { runProcess } from ${JSON.stringify(join(import.meta.dir, "../../src/process/run.ts"))};
        ${run(one)} ${run(other)} Bun.gc(true); await Bun.sleep(50); ${end};`;
      const ours = Bun.spawn([process.execPath, "-e", outer], { cwd: scratch });
      await ours.exited;
      await until(() => hasEnded(pidIn(one)) && hasEnded(pidIn(other)));
    },
  );
});

describe("output", () => {
  test("a flood of 100 MB is drained, and its first and last part are kept within the bound", async () => {
    const flood = `const block = "0123456789abcde\\n".repeat(65536);
      process.stdout.write("FIRST\\n"); for (let i = 0; i < 100; i++) await Bun.write(Bun.stdout, block);
      await Bun.write(Bun.stdout, "LAST\\n");`;
    const result = await bun(flood, { maxOutputBytes: 10_000 });
    expect(result).toMatchObject({ outcome: "exited", exitCode: 0, truncated: true, stderr: "" });
    expect(result.stdout.startsWith("FIRST\n0123")).toBe(true);
    expect(result.stdout.endsWith("abcde\nLAST\n")).toBe(true);
    const left = Number(/… (\d+) bytes left out …/.exec(result.stdout)![1]);
    expect(left).toBe(100 * 65536 * 16 + 11 - 10_000);
    expect(Buffer.byteLength(result.stdout)).toBeLessThan(10_100);
  });

  test("exactly the bound is kept whole, one byte more is not", async () => {
    expect(await sh("printf 1234567890", { maxOutputBytes: 10 })).toMatchObject({
      stdout: "1234567890",
      truncated: false,
    });
    const over = await sh("printf 12345678901", { maxOutputBytes: 10 });
    expect([over.stdout, over.truncated]).toEqual(["12345\n… 1 bytes left out …\n78901", true]);
  });

  test("no character is cut in two", async () => {
    for (const maxOutputBytes of [100, 101, 102, 103, 104]) {
      const result = await bun("process.stdout.write('é€'.repeat(1000))", { maxOutputBytes });
      expect(result.stdout).toMatch(/^[é€]+\n… \d+ bytes left out …\n[é€]+$/);
    }
  });

  test("a flood that never ends meets the time limit", async () => {
    const result = await sh("yes", { timeoutMs: 1_000, maxOutputBytes: 1_000 });
    expect(result).toMatchObject({ outcome: "timeout", truncated: true });
  });

  test("lines arrive whole, by stream, the last one without an end too", async () => {
    const lines: string[] = [];
    await sh("printf 'a\\r\\n\\nb'; printf 'ü' >&2", {
      onLine: (line, stream) => lines.push(`${stream}:${line}`),
    });
    expect(lines.filter((l) => l.startsWith("stdout"))).toEqual([
      "stdout:a",
      "stdout:",
      "stdout:b",
    ]);
    expect(lines.filter((l) => l.startsWith("stderr"))).toEqual(["stderr:ü"]);
  });

  test("lines arrive while the child runs", async () => {
    const stop = new AbortController();
    const result = await sh("echo go; sleep 60", {
      signal: stop.signal,
      onLine: () => stop.abort(),
    });
    expect(result.outcome).toBe("cancelled");
  });

  test("a line without end is cut, and a listener that throws stops nothing", async () => {
    const lengths: number[] = [];
    const result = await bun("process.stdout.write('x'.repeat(3_000_000) + '\\nend\\n')", {
      onLine: (line) => {
        lengths.push(line.length);
        throw new Error("listener");
      },
    });
    expect(lengths).toEqual([1_048_576, 3]);
    expect(result.outcome).toBe("exited");
  });
});

describe("endGroup", () => {
  test("leaves alone what cannot be a group of ours", async () => {
    // Each of these, negated, would reach us or every process there is.
    for (const pid of [0, 1, -1, -5, 1.5, Number.NaN, process.pid]) await endGroup(pid, 10);
  });

  test("leaves alone a process that leads no group, and what it started", async () => {
    const file = fresh("pids");
    const leader = Bun.spawn(["sh", "-c", `sh -c 'sleep 60 & echo $$ > ${file}; wait' & wait`], {
      detached: true,
    });
    await until(() => written(file));
    await endGroup(pidIn(file), 10);
    expect(hasEnded(pidIn(file))).toBe(false);
    await endGroup(leader.pid, 2_000);
    expect(hasEnded(pidIn(file))).toBe(true);
  });

  test("ends a whole group by the pid of its leader", async () => {
    const file = fresh("pid");
    const leader = Bun.spawn(["sh", "-c", `sh -c 'echo $$ > ${file}; exec sleep 60' & wait`], {
      detached: true,
    });
    await until(() => written(file));
    await endGroup(leader.pid, 2_000);
    expect(hasEnded(pidIn(file))).toBe(true);
    await leader.exited;
    await endGroup(leader.pid, 10);
  });
});
