// Guarantee: Only code grants a pass.
// A reviewer has scripts of its own run: in a copy, in a fence, told at once, and counted.
// Runs: in full only, by a driver too, on disk.
import { afterEach, describe, expect } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { startTeam } from "../cli/made/make-team-run.ts";
import { hostsOf } from "../harness/host.ts";
import type { Turn } from "../harness/model.ts";
import { needing } from "../harness/needs.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { builds, type Small, smallFiles, smallTeam, writes } from "../harness/small-team.ts";
import type { Brief } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { bySubject, ofType, play } from "./scenario.ts";
import { call } from "./tempted.ts";
import { briefOf, toldTo } from "./told.ts";

afterEach(cleanup);

/** Without it no script of a reviewer runs. */
const inFence = needing("bubblewrap");

describe.each(hostsOf("new"))("a reviewer who runs (%s)", (version) => {
  inFence("sees what its scripts print, and leaves nothing of them in the project", async () => {
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
    expect(told).toMatch(
      /exit 1 after \d+ s, 14 more\. Its output, each line after a bar:\n\| 42\n/,
    );
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

  /** A team's run in which whoever writes this file below `pipeline/` has a script run first. */
  async function teamPlay(small: Small, track: string, file: string) {
    const project = makeProject({ files: smallFiles(small) });
    await startTeam(project, { track }, false, "Greet people");
    const worker = smallTeam((brief, turn) => {
      if (writes(brief, "gates/stage-04-app.json"))
        return builds(brief, { "src/auth/session.js": `export const key = "${brief.task}";\n` });
      if (!writes(brief, file) || turn.turn > 0) return undefined;
      const file_path = join(project, `.task/try-${brief.task}.sh`);
      return { calls: [call("Write", { file_path, content: "ls src; echo 1 > src/index.js" })] };
    });
    const played = await play({ version, project, worker, prompt: "/multi-ai:resume" });
    expect(ofType(played.events, "refused")).toEqual([]);
    // Nobody has changed what is reviewed.
    expect(played.state).toMatchObject({ phase: "checkpoint-c" });
    const tried = ofType(played.events, "tried").map(({ task, exit }) => [task, exit]);
    const reviews = played.tasks.filter(
      ({ subject, status }) => /review - |Security review/.test(subject) && status === "done",
    );
    const told = reviews.filter(({ id }) => briefOf(played.model, id).includes(".task/try-"));
    return { played, tried, told: told.map(({ subject }) => subject) };
  }

  inFence("in a team it is security, where it reviews", async () => {
    const small = { areas: { app: ["src/**"] } };
    const { played, tried, told } = await teamPlay(small, "hotfix", "gates/stage-05-security.json");
    const { id } = bySubject(played.tasks, "Security review");
    expect([told, tried]).toEqual([["Security review"], [[id, 0]]]);
    expect(toldTo(played.model, id)).toContain("| auth\n| index.js\n");
  });

  inFence("in a team without security's review it is the first owner who looks", async () => {
    const { played, tried, told } = await teamPlay({}, "dep-update", "code-review/by-hello.json");
    const { id } = bySubject(played.tasks, "Peer review - hello");
    expect([told, tried]).toEqual([["Peer review - hello"], [[id, 0]]]);
    expect(toldTo(played.model, id)).toContain("| bye\n| hello\n| index.js\n");
  });
});
