// Guarantee: Only code grants a pass.
// A reviewer has scripts of its own run: in a copy, in a fence, told at once, and counted.
// Runs: in full only, by a driver too, on disk.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import type { Turn } from "../harness/model.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import type { Brief } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { bySubject, ofType, play } from "./scenario.ts";
import { call } from "./tempted.ts";
import { briefOf, toldTo } from "./told.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("a reviewer who runs (%s)", (version) => {
  test("sees what its scripts print, and leaves nothing of them in the project", async () => {
    const project = makeProject();
    const own = honest();
    const script = (turn: number): string =>
      turn === 0
        ? `echo "const one = 1;" > src/goodbye.ts; bun -e 'console.log(6 * 7)'; echo x > "${project}/left.txt"`
        : "cat src/goodbye.ts | wc -l; exit 3";
    const worker = (brief: Brief, turn: Turn) =>
      brief.writes.endsWith("code-review-opus.json") && turn.turn < 2
        ? {
            calls: [
              call("Write", {
                file_path: join(project, `.task/try-${brief.task}.sh`),
                content: script(turn.turn),
              }),
            ],
          }
        : own(brief);
    const { state, tasks, events, model, run } = await play({ version, project, worker });
    expect(state).toMatchObject({ status: "complete" });
    expect(run.exitCode).toBe(0);
    const { id } = bySubject(tasks, "Code Review - Opus");
    expect(briefOf(model, id)).toContain(`Write .task/try-${id}.sh`);
    const told = toldTo(model, id);
    expect(told).toContain("exit 1 after 0 s, 14 more. Its output, each line after a bar:\n| 42\n");
    expect(told).toContain("Read-only file system");
    expect(told).toMatch(/exit 3 after \d+ s, 13 more/);
    expect(ofType(events, "tried").map(({ task, exit }) => [task, exit])).toEqual([
      [id, 1],
      [id, 3],
    ]);
    expect(existsSync(join(project, "left.txt"))).toBe(false);
    expect(readdirSync(join(project, ".task")).filter((name) => name.startsWith("try-"))).toEqual(
      [],
    );
    expect(readdirSync(join(project, ".task/worktrees"))).toEqual([]);
    const others = tasks.filter(
      ({ subject }) => /Review/.test(subject) && !/Codex|Code Review - Opus/.test(subject),
    );
    for (const other of others) expect(briefOf(model, other.id)).not.toContain(".task/try-");
  });
});
