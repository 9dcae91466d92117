// What the status line costs as a whole process, as a ratio to `bun empty.js` of the same Bun measured in the same run: the
// program alone, and with the launcher that finds Bun.
// bun tests/bench/statusline.bench.ts [rounds] [--instructions]
// --instructions counts them in place of time: other work on the machine does not move them.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeRun } from "../cli/make-run.ts";
import { cleanup } from "../harness/project.ts";
import { type Candidate, measure } from "./processes.ts";

/** Of the program alone. */
const BAR = "1.3";

const rounds = Number(process.argv[2] ?? 60);
const instructions = process.argv.includes("--instructions");
const unit = instructions ? "M instructions" : "ms";
const root = join(import.meta.dir, "..", "..");
const temp = realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-bench-")));
const empty = join(temp, "empty.js");
const none = join(temp, "none");
writeFileSync(empty, "");
mkdirSync(none);
const { root: live } = await makeRun();

const options = ["--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
const alone = [process.execPath, ...options, "src/statusline.ts"];
const launched = [join(root, "bin/multi-ai"), "statusline"];
const candidate = (name: string, command: string[], project: string): Candidate => ({
  name,
  command,
  cwd: root,
  // As the launcher starts it.
  env: { BUN_JSC_useJIT: "0" },
  stdin: JSON.stringify({ session_id: "s", cwd: project, workspace: { current_dir: project } }),
});
const rows: [bar: string, row: Candidate][] = [
  [BAR, candidate("no run", alone, none)],
  [BAR, candidate("live run", alone, live)],
  ["", candidate("no run, by the launcher", launched, none)],
  ["", candidate("live run, by the launcher", launched, live)],
];

try {
  const floor: Candidate = { name: "bun empty.js", command: [process.execPath, ...options, empty], cwd: root };
  const measured = measure([floor, ...rows.map(([, row]) => row)], rounds, instructions);
  console.log(`| Bun ${Bun.version} | ${unit} | ratio | bar |`);
  console.log("|---|---|---|---|");
  for (const [at, { name, ms, ratio }] of measured.entries())
    console.log(`| ${name} | ${ms.toFixed(2)} | ${ratio.toFixed(2)} | ${rows[at - 1]?.[0] ?? ""} |`);
} finally {
  rmSync(temp, { recursive: true, force: true });
  await cleanup();
}
