import { afterAll, expect, test } from "bun:test";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const LIMIT_MS = 30_000;
const CLI = join(import.meta.dir, "../src/cli.ts");
const folder = mkdtempSync(join(tmpdir(), "sift-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file; its name. */
function put(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return name;
}

const read = (name: string): string => readFileSync(join(folder, name), "utf8");

async function sift(args: string[], input: string | Uint8Array = "") {
  const child = Bun.spawn([process.execPath, CLI, ...args], {
    ...{ cwd: folder, stdin: Buffer.from(input), stdout: "pipe", stderr: "pipe", timeout: 20_000 },
  });
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { exit: await child.exited, out, err };
}

/** Where something is wrong, as it is told. */
const places = (err: string): string[] => err.match(/^\S+:\d+:\d+(?=: )/gm) ?? [];

const LOG = '{"a":1}\n{"b":1}\n{"a":2}\n{"a":1,"b":1}\n';

test.concurrent(
  "request: run, and the old way",
  async () => {
    const expected = { exit: 0, out: '{"a":1}\n{"a":1,"b":1}\n', err: "" };
    expect(await sift(["run", "a=1"], LOG)).toEqual(expected);
    expect(await sift(["a=1"], LOG)).toEqual(expected);
    expect((await sift(["--count", "a=1"], LOG)).out).toBe("2\n");
    expect(await sift(["run", "a=7"], LOG)).toEqual({ exit: 1, out: "", err: "" });
  },
  LIMIT_MS,
);

test.concurrent(
  "request: the filter in a file",
  async () => {
    put("one.sift", "let one = a = 1;\n# fine\n@one and b=1");
    put("one.log", LOG);
    expect((await sift(["run", "-f", "one.sift", "one.log", "-"], LOG)).out).toBe(
      '{"a":1,"b":1}\n'.repeat(2),
    );
    expect((await sift(["-f", "one.sift", "--count"], LOG)).out).toBe("1\n");
  },
  LIMIT_MS,
);

test.concurrent(
  "request: definitions of other files",
  async () => {
    put("d1.sift", "let both = @one and has b;");
    put("d2.sift", "let one = @mine;");
    const { exit, out } = await sift(
      ["run", "-d", "d1.sift", "let mine = a=1; @both", "-d", "d2.sift"],
      LOG,
    );
    expect([exit, out]).toEqual([0, '{"a":1,"b":1}\n']);
  },
  LIMIT_MS,
);

test.concurrent(
  "request: problems name the file they are in",
  async () => {
    put("bad1.sift", "let x = a >;\nb=1");
    put("bad2.sift", "\nlet x = a=1;");
    const { exit, out, err } = await sift(
      ["run", "-d", "bad1.sift", "-d", "bad2.sift", "@x and @y"],
      LOG,
    );
    expect([exit, out]).toEqual([2, ""]);
    expect(places(err)).toEqual([
      "bad1.sift:1:12",
      "bad1.sift:2:1",
      "bad2.sift:2:5",
      "<filter>:1:8",
    ]);
    put("bad3.sift", "a=1 or\n");
    expect(places((await sift(["run", "-f", "bad3.sift"], LOG)).err)).toEqual(["bad3.sift:1:7"]);
  },
  LIMIT_MS,
);

test.concurrent(
  "request: --unknown takes what cannot be said",
  async () => {
    expect(await sift(["run", "--unknown", "a=1"], LOG)).toEqual({
      exit: 0,
      out: '{"b":1}\n',
      err: "",
    });
    expect(await sift(["run", "a=1 or b=1", "--unknown", "--count"], LOG)).toEqual({
      exit: 0,
      out: "1\n",
      err: "",
    });
  },
  LIMIT_MS,
);

test.concurrent(
  "request: --limit ends after so many",
  async () => {
    expect((await sift(["run", "--limit", "2", "has a"], LOG)).out).toBe('{"a":1}\n{"a":2}\n');
    expect(await sift(["run", "--limit", "2", "--count", "has a"], `${LOG}oops\n`)).toEqual({
      exit: 0,
      out: "2\n",
      err: "",
    });
    put("limit.log", LOG);
    expect(await sift(["run", "--limit", "3", "has a", "limit.log", "missing.log"])).toEqual({
      exit: 0,
      out: '{"a":1}\n{"a":2}\n{"a":1,"b":1}\n',
      err: "",
    });
  },
  LIMIT_MS,
);

test.concurrent(
  "request: --limit does not wait for more",
  async () => {
    const child = Bun.spawn([process.execPath, CLI, "run", "--limit", "1", "a=1"], {
      stdin: "pipe",
      stdout: "pipe",
      stderr: "ignore",
    });
    child.stdin.write('{"a":1}\n');
    child.stdin.flush();
    const late = setTimeout(() => child.kill(), 8_000);
    expect(await child.exited).toBe(0);
    clearTimeout(late);
    expect(await new Response(child.stdout).text()).toBe('{"a":1}\n');
  },
  LIMIT_MS,
);

test.concurrent(
  "request: calls that are wrong",
  async () => {
    for (const args of [
      [],
      ["run"],
      ["run", "--limit", "0", "a=1"],
      ["run", "--limit", "x", "a=1"],
      ["run", "a=1", "--limit"],
      ["run", "--nope", "a=1"],
      ["format", "--write", "--check", "x.sift"],
      ["format", "--write"],
      ["format", "--write", "-"],
      ["check", "--write", "x.sift"],
    ]) {
      const { exit, out, err } = await sift(args, LOG);
      expect([args, exit, out, err !== ""]).toEqual([args, 2, "", true]);
    }
  },
  LIMIT_MS,
);

test.concurrent(
  "request: check says what is wrong and nothing otherwise",
  async () => {
    put("good.sift", "let a = x=1;\n@a");
    put("wrong.sift", "a=1 and\nb in 2..1\n@c");
    expect(await sift(["check", "good.sift"])).toEqual({ exit: 0, out: "", err: "" });
    const { exit, out, err } = await sift(["check", "wrong.sift", "good.sift", "-"], "a=");
    expect([exit, out, places(err)]).toEqual([
      2,
      "",
      ["wrong.sift:2:6", "wrong.sift:3:1", "<stdin>:1:3"],
    ]);
    expect(err).toContain("\n  b in 2..1\n       ^\n");
  },
  LIMIT_MS,
);

test.concurrent(
  "request: check knows the definitions of other files",
  async () => {
    put("defs.sift", "let c = x=1;");
    put("uses.sift", "@c");
    expect(await sift(["check", "-d", "defs.sift", "uses.sift"])).toEqual({
      exit: 0,
      out: "",
      err: "",
    });
    expect(places((await sift(["check", "uses.sift"])).err)).toEqual(["uses.sift:1:1"]);
    expect((await sift(["check", "uses.sift", "-d", "defs.sift", "--"], "@c")).exit).toBe(0);
  },
  LIMIT_MS,
);

test.concurrent(
  "request: format prints",
  async () => {
    put("f1.sift", "a=1   b=2");
    put("f2.sift", "# two\nb=3");
    expect(await sift(["format", "f1.sift", "f2.sift"])).toEqual({
      exit: 0,
      out: "a = 1 and b = 2\n# two\nb = 3\n",
      err: "",
    });
    expect(await sift(["format"], "a=1")).toEqual({ exit: 0, out: "a = 1\n", err: "" });
    expect(read("f1.sift")).toBe("a=1   b=2");
  },
  LIMIT_MS,
);

test.concurrent(
  "request: format --check prints names",
  async () => {
    put("c1.sift", "a = 1\n");
    put("c2.sift", "a = 1");
    put("c3.sift", "\uFEFFa = 1\n");
    expect(await sift(["format", "--check", "c1.sift"])).toEqual({ exit: 0, out: "", err: "" });
    expect(await sift(["format", "c1.sift", "c2.sift", "c3.sift", "--check"])).toEqual({
      exit: 1,
      out: "c2.sift\nc3.sift\n",
      err: "",
    });
    expect(await sift(["format", "--check", "-"], "a=1")).toEqual({
      exit: 1,
      out: "<stdin>\n",
      err: "",
    });
  },
  LIMIT_MS,
);

test.concurrent(
  "request: format --write rewrites those that need it",
  async () => {
    put("w1.sift", "a = 1\n");
    put("w2.sift", "a=1 # one");
    const long = new Date(86_400_000);
    utimesSync(join(folder, "w1.sift"), long, long);
    expect(await sift(["format", "--write", "w1.sift", "w2.sift"])).toEqual({
      exit: 0,
      out: "w2.sift\n",
      err: "",
    });
    expect([read("w1.sift"), read("w2.sift")]).toEqual(["a = 1\n", "a = 1 # one\n"]);
    expect(statSync(join(folder, "w1.sift")).mtime).toEqual(long);
    expect((await sift(["format", "--write", "w1.sift", "w2.sift"])).out).toBe("");
  },
  LIMIT_MS,
);

test.concurrent(
  "request: a file with errors is left, and the others go on",
  async () => {
    put("e1.sift", "a=1   and");
    put("e2.sift", "a=1");
    const { exit, out, err } = await sift(["format", "e1.sift", "missing.sift", "e2.sift"]);
    expect([exit, out, places(err)]).toEqual([2, "a = 1\n", ["e1.sift:1:10"]]);
    expect(err).toContain("missing.sift: ");
    const written = await sift(["format", "--write", "e1.sift", "e2.sift"]);
    expect([written.exit, written.out, places(written.err)]).toEqual([
      2,
      "e2.sift\n",
      ["e1.sift:1:10"],
    ]);
    expect([read("e1.sift"), read("e2.sift")]).toEqual(["a=1   and", "a = 1\n"]);
    const checked = await sift(["format", "--check", "e1.sift", "missing.sift"]);
    expect([checked.exit, checked.out]).toEqual([2, ""]);
  },
  LIMIT_MS,
);

test.concurrent(
  "request: two dashes end the options",
  async () => {
    put("--count", LOG);
    expect(await sift(["run", "a=2", "--", "--count"])).toEqual({
      exit: 0,
      out: '{"a":2}\n',
      err: "",
    });
  },
  LIMIT_MS,
);

test.concurrent(
  "trap: lines are printed byte for byte",
  async () => {
    const line = Buffer.concat([
      Buffer.from('{ "a" : 1.0,"é":"\\u00e9", "n":12345678901234567890, "raw":"'),
      Buffer.from([0xe9]),
      Buffer.from('"}'),
    ]);
    const { stdout } = Bun.spawnSync([process.execPath, CLI, "run", "a=1"], {
      stdin: Buffer.concat([line, Buffer.from("\r\n\r\n  \n"), line]),
    });
    expect(Buffer.from(stdout).toString("latin1")).toBe(`${line.toString("latin1")}\n`.repeat(2));
  },
  LIMIT_MS,
);

test.concurrent(
  "trap: what is no record is told with its line, and the exit code is 2",
  async () => {
    const input = '{"a":1}\n\n[{"a":1}]\nnull\n{"a":1\n5\n{"a":1}\n';
    const { exit, out, err } = await sift(["run", "a=1"], input);
    expect([exit, out]).toEqual([2, '{"a":1}\n{"a":1}\n']);
    expect(err).toBe([3, 4, 5, 6].map((line) => `<stdin>:${line}: not a JSON object\n`).join(""));
  },
  LIMIT_MS,
);

test.concurrent(
  "trap: a log that cannot be read is told, and the others go on",
  async () => {
    put("there.log", LOG);
    const { exit, out, err } = await sift(["run", "a=2", "gone.log", "there.log"]);
    expect([exit, out]).toEqual([2, '{"a":2}\n']);
    expect(err).toStartWith("gone.log: ");
  },
  LIMIT_MS,
);

test.concurrent(
  "trap: a line is printed as soon as it came",
  async () => {
    const child = Bun.spawn([process.execPath, CLI, "run", "a=1"], {
      stdin: "pipe",
      stdout: "pipe",
      stderr: "ignore",
    });
    const late = setTimeout(() => child.kill(), 8_000);
    child.stdin.write('{"a":1}\n{"a"');
    child.stdin.flush();
    const reader = child.stdout.getReader();
    const { value } = await reader.read();
    clearTimeout(late);
    expect(Buffer.from(value ?? []).toString()).toBe('{"a":1}\n');
    child.stdin.end();
    expect(await child.exited).toBe(2);
  },
  LIMIT_MS,
);

test.concurrent(
  "trap: it ends and says nothing where nobody reads any more",
  async () => {
    const log = join(folder, "many.log");
    writeFileSync(log, '{"a":1}\n'.repeat(100_000));
    const call = `'${process.execPath}' '${CLI}' run a=1 '${log}' 2>'${folder}/err' | head -n 1; cat '${folder}/err'`;
    const { stdout } = Bun.spawnSync(["sh", "-c", call], { timeout: 10_000 });
    expect(stdout.toString()).toBe('{"a":1}\n');
  },
  LIMIT_MS,
);

test.concurrent(
  "trap: memory does not grow with the input",
  async () => {
    const log = join(folder, "big.log");
    const line = `{"a":2,"fill":"${"x".repeat(20_000)}"}\n`;
    for (let at = 0; at < 40; at++) appendFileSync(log, line.repeat(60));
    const child = Bun.spawn([process.execPath, CLI, "run", "--count", "a=1", log], {
      stdout: "ignore",
    });
    expect(await child.exited).toBe(1);
    rmSync(log);
    expect((child.resourceUsage()?.maxRSS ?? 0) / 2 ** 20).toBeLessThan(110);
  },
  LIMIT_MS,
);

test.concurrent(
  "trap: format writes what it can read as text only, and leaves nothing behind",
  async () => {
    mkdirSync(join(folder, "own"));
    put("own/left.sift", "a=1");
    put("own/broken.sift", Buffer.from([0x61, 0x3d, 0xe9, 0x20, 0x20, 0x62, 0x3d, 0x31]));
    const { exit, out, err } = await sift([
      "format",
      "--write",
      "own/left.sift",
      "own/broken.sift",
    ]);
    expect([exit, out]).toEqual([2, "own/left.sift\n"]);
    expect(err).toContain("own/broken.sift");
    expect(readFileSync(join(folder, "own/broken.sift"))[2]).toBe(0xe9);
    expect(readdirSync(join(folder, "own")).toSorted()).toEqual(["broken.sift", "left.sift"]);
  },
  LIMIT_MS,
);
