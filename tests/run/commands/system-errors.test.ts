// What the system refuses is told in words, with what to do.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failed } from "../../../src/run/commands/command.ts";
import { cli } from "../../cli/cli.ts";
import { STATES } from "../../cli/made/make-run.ts";
import { cleanup, makeProject } from "../../harness/project.ts";

afterEach(cleanup);

const refusal = (code: string, said: string, path: string) =>
  Object.assign(new Error(`${code}: ${said}, open '${path}'`), { code, path });

test.each<[Error, string]>([
  [
    refusal("EACCES", "permission denied", "/a b/.task/objects/x"),
    "/a b/.task/objects/x: you have no permission for it.\nIf it is yours, chmod -R u+rwX '/a b/.task' makes it yours again; else move it away. Then try again.",
  ],
  [
    refusal("EPERM", "operation not permitted", "/var/tmp/x"),
    "/var/tmp/x: you have no permission for it.\nIf it is yours, chmod -R u+rwX /var/tmp makes it yours again; else move it away. Then try again.",
  ],
  [
    refusal("ENOSPC", "no space left on device", "/a/.task/x.13285.987ex76f.tmp"),
    "/a/.task/x: the disk is full.\nFix that, then try again.",
  ],
])(
  "what the system refuses is told in words, and no command that fails in the same way is offered",
  (error, text) => {
    for (const door of ["terminal", "host"] as const)
      expect(failed(error, door)).toEqual({ exit: 3, text, data: { error: text } });
  },
);

test.skipIf(process.getuid?.() === 0)(
  "a .task that nobody may read is told so by every look",
  async () => {
    const { root } = await STATES["story question open"]();
    chmodSync(join(root, ".task"), 0o000);
    try {
      for (const verb of ["status", "runs", "log", "report", "explain T1"]) {
        const { code, err } = await cli(root, verb.split(" "));
        expect([verb, code, err.split("\n")[0]]).toEqual([
          verb,
          3,
          expect.stringMatching(/: you have no permission for it\.$/),
        ]);
      }
    } finally {
      chmodSync(join(root, ".task"), 0o700);
    }
  },
);

describe("a run that cannot be read", () => {
  test.each<[string, (root: string) => void, RegExp]>([
    [
      "a file in place of .task",
      (root) => writeFileSync(join(root, ".task"), ""),
      /\.task is not a folder\. .*move it away/,
    ],
    [
      "a folder in place of the journal",
      (root) => mkdirSync(join(root, ".task/events.jsonl"), { recursive: true }),
      /events\.jsonl .*move it away/,
    ],
  ])("%s is told by every look, which is no list of no runs", async (_, put, told) => {
    const root = makeProject();
    put(root);
    for (const words of [[], ["status"], ["runs"], ["log"], ["report"], ["explain", "T1"]]) {
      const { code, out, err } = await cli(root, words);
      expect([words, code, out, told.test(err)]).toEqual([words, 3, "", true]);
    }
  });
});
