// A phase of two waves in the real host: plans side by side, a commit for each task, a summary for each plan.
import { afterEach, describe, expect } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { bringsItsFile, twoWaves } from "../harness/phases/execute.ts";
import { phaseOf } from "../harness/phases/project.ts";
import { cleanup, git, makeProject, writeFiles } from "../harness/project.ts";
import { ofType, play } from "./scenario.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("execute-phase (%s)", (version) => {
  inFull("two waves with --auto: nobody is asked, and every plan has a summary that holds", async () => {
    const project = makeProject({ files: { "README.md": "# Greeter\n" } });
    writeFiles(project, phaseOf(twoWaves()));
    const played = await play({
      version,
      project,
      worker: bringsItsFile,
      prompt: "/multi-ai:execute-phase --auto 1",
      limitMs: 200_000,
    });
    expect(played.state).toMatchObject({ status: "complete", workflow: "phases" });
    expect(ofType(played.events, "refused")).toEqual([]);
    const read = (path: string) => readFileSync(join(project, path), "utf8");
    for (const id of ["01-01", "01-02", "01-03"])
      expect(read(`.planning/phases/01-greeting/${id}-SUMMARY.md`)).toContain("## Self-Check: PASSED");
    expect(read(".planning/ROADMAP.md").match(/- \[x\] 01-0\d-PLAN/g)).toHaveLength(3);
    expect(existsSync(join(project, "src/four.txt"))).toBe(true);
    // A commit for each task, onto the branch that is checked out; the second wave comes behind all of the first.
    const log = git(project, "log", "--format=%s").split("\n");
    expect([log[0], log.at(-1)]).toEqual(["feat(01-03): bring four", "start"]);
    expect(log.slice(1, -1).sort()).toEqual(
      ["one", "three", "two"].map((name) => `feat(01-0${name === "three" ? 2 : 1}): bring ${name}`).sort(),
    );
    expect(log.indexOf("feat(01-01): bring two")).toBeLessThan(log.indexOf("feat(01-01): bring one"));
    expect(git(project, "status", "--porcelain", "src")).toBe("");
    expect(git(project, "branch", "--format=%(refname:short)")).toBe("main");
    expect(git(project, "worktree", "list").split("\n")).toHaveLength(1);
  });
});
