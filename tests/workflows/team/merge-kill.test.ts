// kill -9 at each git call by which a team's areas are merged, in the same folder and in one that
// another machine takes up.
// Runs: in full only.
import { expect } from "bun:test";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { forgetLandings } from "../../../src/project/worktrees/merge/merge.ts";
import { openWorkstream } from "../../../src/project/worktrees/workstreams.ts";
import { inFull } from "../../harness/in-full.ts";
import { deadlyGit } from "../../project/worktrees/deadly-git.ts";
import { workstreams } from "../../project/worktrees/projects.ts";
import { worked } from "../../project/worktrees/results.ts";
import { Team } from "./given.ts";

const { folder, repository, text, write } = workstreams();
const WORKER = join(import.meta.dir, "merge-worker.ts");
const CHANGING = / (update-ref|reset|clean|worktree (add|remove)|checkout-index) /;

for (const isElsewhere of [false, true])
  inFull(
    `killed after a git call that changed something, the same check merges all of it${isElsewhere ? ", also in a folder that was taken up" : ""}`,
    () => {
      const root = repository({ "src/backend/a.txt": "old\n" });
      const { now: run } = new Team(
        { execute: { isolation: "worktree" } },
        { track: "nano", areas: "backend,frontend" },
      ).until("Merge");
      const project = { root, task: join(root, ".task"), found: "folder" as const };
      for (const area of ["backend", "frontend"]) {
        const stream = { run: run.run, area, prefix: "feature/build-" };
        write(worked(openWorkstream(project, stream)).path, { [`src/${area}/a.txt`]: `${area}\n` });
      }
      const file = join(folder("run"), "run.json");
      writeFileSync(file, JSON.stringify(run));
      const { run: start, calls } = deadlyGit(folder("bin"), WORKER);
      const kept = folder("kept");
      cpSync(root, kept, { recursive: true, preserveTimestamps: true });
      const merge = (after: number | null) => start(root, after, [file]);
      expect(merge(null)).toEqual({ killed: false, ok: true, err: "" });
      const numbers = calls().flatMap((call, i) => (CHANGING.test(call) ? [i + 1] : []));
      expect(numbers.length).toBeGreaterThan(5);
      for (const at of [...numbers, null]) {
        rmSync(root, { recursive: true });
        cpSync(kept, root, { recursive: true, preserveTimestamps: true });
        // The work is committed where the worktrees are.
        if (isElsewhere && at !== null && at < numbers[4]!) continue;
        expect([at, merge(at).killed]).toEqual([at, at !== null]);
        if (isElsewhere) {
          for (const gone of [".task/worktrees", ".git/worktrees", "src/frontend"])
            rmSync(join(root, gone), { recursive: true, force: true });
          write(root, { "src/backend/a.txt": "old\n" });
          expect(forgetLandings(project, { run: run.run })).toEqual({ ok: true });
        }
        expect([at, merge(null)]).toEqual([at, { killed: false, ok: true, err: "" }]);
        const [outcome, { blockers = [] }] = JSON.parse(readFileSync(`${file}.found`, "utf8"));
        const files = ["backend", "frontend"].map((area) => text(root, `src/${area}/a.txt`));
        expect([at, outcome, blockers, files]).toEqual([
          ...[at, "pass", []],
          ["backend\n", "frontend\n"],
        ]);
      }
    },
  );
