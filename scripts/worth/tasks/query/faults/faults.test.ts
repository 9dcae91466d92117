import { afterAll, expect, test } from "bun:test";
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile, problemsOf } from "../src/language.ts";

const LIMIT_MS = 60_000;
const ROOT = join(import.meta.dir, "..");
const CLI = join(ROOT, "src/cli.ts");
const folder = mkdtempSync(join(tmpdir(), "sift-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return name;
}

async function sift(args: string[], input = "") {
  const child = Bun.spawn([process.execPath, CLI, ...args], {
    ...{ cwd: folder, stdin: Buffer.from(input), stdout: "pipe", stderr: "pipe", timeout: 20_000 },
  });
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { exit: await child.exited, out, err };
}

/** A record that counts how often a field is read. */
function counted(values: Record<string, unknown>) {
  let reads = 0;
  const record = {};
  for (const [name, value] of Object.entries(values)) {
    const get = (): unknown => {
      reads++;
      return value;
    };
    Object.defineProperty(record, name, { enumerable: true, get });
  }
  return { record, reads: () => reads };
}

test("definitions that use others twice do not double the work at each step", () => {
  const steps = Array.from({ length: 16 }, (_, at) => `let m${at} = @m${at + 1} and @m${at + 1};`);
  const fits = compile(`${steps.join("\n")}let m16 = x=1;\n@m0`);
  const { record, reads } = counted({ x: 1 });
  expect(fits(record)).toBe(true);
  expect(reads()).toBeLessThan(100);
});

test(
  "a chain of 20,000 definitions is read and judged",
  () => {
    const steps = Array.from(
      { length: 20_000 },
      (_, at) => `let m${at} = not (x=2 or @m${at + 1});`,
    );
    const text = `${steps.join("\n")}\nlet m20000 = x=1;\n@m0`;
    expect(compile(text)({ x: 1 })).toBe(true);
  },
  LIMIT_MS,
);

test("names such as constructor are names like others", () => {
  expect(compile("let constructor = x=1; let toString = @constructor; @toString")({ x: 1 })).toBe(
    true,
  );
  expect(compile("let __proto__ = x=1; @__proto__")({ x: 2 })).toBe(false);
  expect(problemsOf("@toString or @hasOwnProperty or @__proto__")).toHaveLength(3);
});

test(
  "a filter of 50,000 operands is judged",
  () => {
    const operands = Array.from({ length: 50_000 }, (_, at) => `x=${at}`);
    expect(compile(operands.join(" or "))({ x: 49_999 })).toBe(true);
    expect(compile(operands.join(" "))({ x: 0 })).toBe(false);
  },
  LIMIT_MS,
);

test("a line with arrays deep in one another does not end the run", async () => {
  const deep = `{"x":${"[".repeat(200_000)}1${"]".repeat(200_000)}}`;
  const { exit, out } = await sift(["run", "--count", "x=1"], `${deep}\n{"x":1}\n`);
  expect([exit, out]).toEqual([0, "2\n"]);
});

test("what no definition that is used asks for is not looked up", () => {
  const steps = Array.from({ length: 50 }, (_, at) => `let m${at} = heavy ~ /${at}/;`);
  const fits = compile(`${steps.join("\n")}let mine = x=1;\n@mine`);
  const { record, reads } = counted({ heavy: "a", x: 1 });
  expect(fits(record)).toBe(true);
  expect(reads()).toBeLessThan(10);
});

test("format --write keeps who may do what with a file", async () => {
  put("mode.sift", "a=1");
  chmodSync(join(folder, "mode.sift"), 0o640);
  expect((await sift(["format", "--write", "mode.sift"])).exit).toBe(0);
  expect(readFileSync(join(folder, "mode.sift"), "utf8")).toBe("a = 1\n");
  expect(statSync(join(folder, "mode.sift")).mode & 0o777).toBe(0o640);
});

test("format --write goes through a link", async () => {
  put("target.sift", "a=1");
  symlinkSync("target.sift", join(folder, "link.sift"));
  expect((await sift(["format", "--write", "link.sift"])).out).toBe("link.sift\n");
  expect(lstatSync(join(folder, "link.sift")).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, "target.sift"), "utf8")).toBe("a = 1\n");
});

test("format --write that cannot write all leaves the old text", () => {
  const text = "a=1 and b=2\n".repeat(3_000);
  put("full.sift", text);
  const call = `ulimit -f 8; trap '' XFSZ; '${process.execPath}' '${CLI}' format --write full.sift`;
  Bun.spawnSync(["sh", "-c", call], { cwd: folder, timeout: 20_000 });
  expect(readFileSync(join(folder, "full.sift"), "utf8") === text).toBe(true);
}, 30_000);

test("what is wrong in definitions is told once, however many files use them", async () => {
  put("defs.sift", "let a = x=;");
  for (const name of ["u1.sift", "u2.sift", "u3.sift"]) put(name, "@a");
  const { exit, err } = await sift(["check", "-d", "defs.sift", "u1.sift", "u2.sift", "u3.sift"]);
  expect(exit).toBe(2);
  expect(err.match(/^defs\.sift:1:11: /gm)).toHaveLength(1);
});

test("the README tells of the commands and their options", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const words = ["sift check", "sift format", "--write", "--check", "--unknown", "--limit", "-d "];
  expect(words.filter((word) => !readme.includes(word))).toEqual([]);
});
