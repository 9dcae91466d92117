import { expect, test } from "bun:test";
import { join } from "node:path";

const CLI = join(import.meta.dir, "../src/cli.ts");

function sift(args: string[], input = "") {
  const { exitCode, stdout, stderr } = Bun.spawnSync(["bun", CLI, ...args], {
    stdin: Buffer.from(input),
  });
  return { exit: exitCode, out: stdout.toString(), err: stderr.toString() };
}

test("prints the lines that fit, as they came", () => {
  const input = '{"level":"error",  "n":1.0}\r\n{"level":"info"}\n\n{"level":"error"}';
  expect(sift(["level=error"], input)).toEqual({
    exit: 0,
    out: '{"level":"error",  "n":1.0}\n{"level":"error"}\n',
    err: "",
  });
});

test("tells what is no record, and goes on", () => {
  const { exit, out, err } = sift(["--count", "a=1"], '[1]\n{"a":1}\noops\n');
  expect([exit, out]).toEqual([2, "1\n"]);
  expect(err).toBe("<stdin>:1: not a JSON object\n<stdin>:3: not a JSON object\n");
});

test("ends with 1 where nothing fits and with 2 where the filter is bad", () => {
  expect(sift(["a=1"], "{}\n").exit).toBe(1);
  expect(sift(["a"], "{}\n").exit).toBe(2);
});
