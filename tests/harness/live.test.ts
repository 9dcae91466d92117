// Answers that are given again, and programs that are stood in for.
import { afterEach, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asked, filled, withHoles } from "./live.ts";
import { cleanup, tempDir, writeFiles } from "./project.ts";
import { standIn } from "./stand-in.ts";
import type { Brief } from "./team.ts";

afterEach(cleanup);

const brief = (root: string, task: string, nonce: string): Brief => ({
  run: `multi-ai-${nonce.slice(0, 8)}`,
  task,
  nonce,
  round: 1,
  reads: [],
  writes: `${root}/.task/plan-refined.json`,
  text: "",
});

test("what an agent wrote in one run is what it would have written in another", () => {
  const then = brief("/then/timelog", "T11", "ab".repeat(16));
  const now = brief("/now/elsewhere", "T2", "cd".repeat(16));
  const said = {
    text: "T11 is done, T1 is not mine",
    calls: [{ name: "Write", input: { file_path: then.writes, content: `{"task": "T11", "nonce": "${then.nonce}"}` } }],
  };
  const kept = withHoles(said, then, "/then/timelog");
  expect(JSON.stringify(kept)).not.toContain("/then/timelog");
  expect(filled(kept, now, "/now/elsewhere")).toEqual({
    text: "T2 is done, T1 is not mine",
    calls: [{ name: "Write", input: { file_path: now.writes, content: `{"task": "T2", "nonce": "${now.nonce}"}` } }],
  });
});

test("results of calls that were made at once are the same in any order, and so are nonces of others", () => {
  expect(asked(["", "b\n  file", `nonce ${"1f".repeat(16)}`])).toBe(asked([`nonce ${"2e".repeat(16)}`, "b file"]));
  expect(asked(["a"])).not.toBe(asked(["b"]));
});

test("a program that is stood in for says and writes what the real one did in the same folder, and fails in another", async () => {
  const kept = join(tempDir(), "programs.json");
  const program = join(tempDir(), "bin", "real");
  writeFiles(join(program, "../.."), { "bin/real": '#!/bin/sh\ncat a.txt\necho "in $PWD" >"$2"\nexit 3\n' });
  Bun.spawnSync(["chmod", "+x", program]);
  const folder = (text: string): string => {
    const root = tempDir();
    writeFiles(root, { "a.txt": text, "__pycache__/left.pyc": String(Math.random()) });
    mkdirSync(join(root, ".task/reports"), { recursive: true });
    return root;
  };
  const run = (bin: string, root: string) => {
    const report = join(root, ".task/reports/r.xml");
    const { exitCode, stdout, stderr } = Bun.spawnSync([join(bin, "checker"), "--report", report], { cwd: root });
    return [exitCode, stdout.toString(), existsSync(report) ? readFileSync(report, "utf8") : stderr.toString()];
  };

  const first = folder("one\n");
  expect(run(await standIn("checker", kept, program), first)).toEqual([3, "one\n", `in ${first}\n`]);
  writeFileSync(program, "#!/bin/sh\nexit 1\n");
  const again = folder("one\n");
  const double = await standIn("checker", kept);
  expect(run(double, again)).toEqual([3, "one\n", `in ${again}\n`]);
  const [code, , said] = run(double, folder("two\n"));
  expect([code, said]).toEqual([86, "nothing is kept of --report ⟦report⟧ in this folder as it stands\n"]);
});
