// Guarantee: A team signs off only what was approved.
// Runs: in full only, by a driver too, first.
import { afterEach, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../src/project/project.ts";
import { statusText } from "../../src/render/status.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { viewOf } from "../../src/run/views/status.ts";
import { hostsOf } from "../harness/host.ts";
import { firstOf } from "../harness/in-full.ts";
import { cleanup, git, makeProject } from "../harness/project.ts";
import { walkthroughFiles } from "../harness/walkthrough.ts";
import { bySubject, mainRequests, ofType } from "./scenario.ts";
import { playWalkthrough } from "./team-run.ts";

afterEach(cleanup);

const TABLE = `

Pipeline Status — Password Reset via Email
  Stage                       Status  Notes                                     Role
  01 Requirements             PASS    7 criteria                                pm
  02 Design                   PASS    2 ADRs                                    principal
  03 Clarification            PASS    No Redis. Use in-memory rate limiting. …  pm
  04a Build (backend)         PASS                                              dev-backend
  04b Build (frontend)        PASS                                              dev-frontend
  04c Build (platform)        PASS                                              dev-platform
  05a Pre-review              PASS                                              platform
  05b Security review         PASS    path:auth and 5 more triggered            security
`;

// The same walkthrough in worktrees and in the checkout; by default in the former.
const PLACES = ["worktree", "checkout"] as const;

test.each(
  hostsOf("new").flatMap((version) =>
    firstOf(PLACES).map((isolation) => [version, isolation] as const),
  ),
)("the walkthrough, from the feature to the status table (%s, %s)", async (version, isolation) => {
  const project = makeProject({ files: walkthroughFiles({ execute: { isolation } }) });
  const { played, asked } = await playWalkthrough({ version, project });
  expect(asked).toEqual(["checkpoint-a", "checkpoint-b", "peer-escalation", "checkpoint-c"]);
  expect(played.state).toMatchObject({ status: "complete", workflow: "team" });

  const status = statusText(viewOf(findProject(project), readRun(findProject(project))!));
  expect(status).toContain(TABLE);
  for (const row of [
    /^ {2}06a Peer Review \(backend\) +PASS +1 escalation resolved, 2 of 2 approvals +frontend, platform$/m,
    /^ {2}07 QA +PASS +23\/23 pass, 7 of 7 criteria verified +qa$/m,
    /^ {2}08 Sign-off \+ Deploy +PASS +platform$/m,
    /^ {2}09 Retrospective +PASS +1 lesson promoted +principal$/m,
    /^Warnings \(1\)\n {2}W1 .*in-memory/m,
  ])
    expect(status).toMatch(row);

  // Whose fault it was mended it, and nobody else was disturbed.
  const tasks = played.tasks.map((task) => task.subject);
  expect(tasks).toContain("Revise - backend v1");
  expect(tasks).toContain("Fix tests - backend v1");
  expect(tasks.filter((subject) => /^(?:Revise|Fix)/.test(subject))).toHaveLength(2);
  expect(bySubject(played.tasks, "Sign off").status).toBe("skipped");
  expect(ofType(played.events, "refused")).toEqual([]);

  const read = (path: string): string => readFileSync(join(project, "pipeline", path), "utf8");
  expect(readdirSync(join(project, "pipeline/gates")).sort()).toEqual(
    [
      ...["01", "02", "03", "04-backend", "04-frontend", "04-platform", "05", "05-security"],
      ...["06-backend", "06-frontend", "06-platform", "06-qa", "07", "08", "09"],
    ]
      .map((stage) => `stage-${stage}.json`)
      .sort(),
  );
  expect(JSON.parse(read("gates/stage-02.json"))).toMatchObject({
    pm_approved: true,
    status: "PASS",
  });
  expect(JSON.parse(read("gates/stage-08.json"))).toMatchObject({
    agent: "platform",
    smoke_test_passed: null,
  });
  for (const name of readdirSync(join(project, "pipeline/gates")))
    expect(read(`gates/${name}`)).not.toContain("nonce");
  expect(read("context.md")).toMatch(/QUESTION: .*Redis.*\nPM-ANSWER: No Redis\./);
  expect(read("context.md")).toMatch(/Z — Stage 6 escalation resolved: Email sent server-side/);
  expect(read("lessons-learned.md")).toMatch(/^L001 — /m);
  expect(read("diagram.md")).toContain("stateDiagram-v2");
  expect(existsSync(join(project, "pipeline/adr/0002-token-not-in-response.md"))).toBe(true);
  expect(readFileSync(join(project, "src/backend/routes/auth.js"), "utf8")).not.toMatch(
    /ok: true, token|404/,
  );

  // The person's branch and index are as they were, and no worktree is left.
  expect(git(project, "log", "--oneline").split("\n")).toHaveLength(1);
  expect(git(project, "diff", "--cached", "--name-only")).toBe("");
  expect(git(project, "worktree", "list").split("\n")).toHaveLength(1);
  // The main thread never sees a brief, a gate or a nonce.
  const seen = JSON.stringify(mainRequests(played.model).map((request) => request.text));
  expect(seen).not.toContain("acceptance_criteria_count");
  expect(seen).not.toContain("## Write");
});
