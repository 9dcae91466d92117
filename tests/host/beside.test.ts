// Runs of other workflows in worktrees of their own, in the real host: complete, taken and dropped.
// Runs: in full only.
import { afterEach, expect } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { worktreeProject, worktreesOf } from "../../src/project/worktrees/linked-worktrees.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { inProcess, terminalContext } from "../cli/in-process.ts";
import { honestCouncil, REQUEST } from "../harness/council.ts";
import { inFull } from "../harness/in-full.ts";
import { startModel } from "../harness/model.ts";
import { brings, bringsItsFile, planFile } from "../harness/phases/execute.ts";
import { ALONE_FILE, phaseOf } from "../harness/phases/project.ts";
import { cleanup, git, makeProject, writeFiles } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { team, type Worker } from "../harness/team.ts";
import { carried } from "./started.ts";

afterEach(cleanup);

const PLANNED = {
  ...ALONE_FILE,
  ...phaseOf({ "01-01": planFile("01-01", [brings("one"), brings("two")]) }),
};

const CASES: [string, Worker, string[], Record<string, string>, string][] = [
  ["council", honestCouncil(), [REQUEST], {}, "src/goodbye.ts"],
  ["execute-phase", bringsItsFile, ["1"], PLANNED, "src/one.txt"],
];

for (const [name, worker, request, files, made] of CASES)
  inFull(
    `${name} --worktree: its commits are taken, and its record outlives the drop`,
    async () => {
      const project = makeProject();
      writeFiles(project, files);
      git(project, "add", "-A");
      git(project, "commit", "-q", "--allow-empty", "-m", "Plan");
      const model = startModel({ script: team(worker) });
      const { env, home } = makeSandbox({ version: "new", project, model });
      const words = [
        "run",
        "--claude",
        claudePath("new"),
        "--worktree",
        "--auto",
        name,
        ...request,
      ];
      const before = git(project, "rev-parse", "HEAD");
      const { code, out, err } = await carried({ project, home, model, env }, words).end;
      expect([code, err]).toEqual([0, ""]);
      const [place] = worktreesOf({ root: project });
      const { run, status } = readRun(worktreeProject(place!))!;
      expect([status, git(place!.root, "status", "--porcelain")]).toEqual(["complete", ""]);
      expect(out).toContain(`Next: multi-ai take ${run} brings it into ${project}`);
      expect([git(project, "status", "--short"), git(project, "rev-parse", "HEAD")]).toEqual([
        "",
        before,
      ]);
      const typed = async (...verb: string[]) =>
        (await inProcess(verb, terminalContext(project, env)))!;
      const taken = await typed("take", run);
      expect([taken.exit, existsSync(join(project, made))]).toEqual([0, true]);
      expect(git(project, "status", "--short")).toBe("");
      expect(git(project, "rev-parse", "HEAD")).toBe(git(place!.root, "rev-parse", "HEAD"));
      expect((await typed("drop", run)).exit).toBe(0);
      expect(worktreesOf({ root: project })).toEqual([]);
      expect((await typed("report", "--run", run)).text).toContain("complete");
      const again = (await typed("take", run)).text;
      expect(again).toMatch(/has all of its commits|no branch is left to take/);
      expect(again).not.toContain("git apply");
    },
  );
