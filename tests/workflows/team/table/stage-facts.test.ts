// Runs: in full only.
import { afterAll, expect, test } from "bun:test";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Question } from "../../../../src/engine/run.ts";
import { reportFacts, reportOf } from "../../../../src/run/views/report.ts";
import { cli } from "../../../cli/cli.ts";
import { makeTeamRun } from "../../../cli/made/make-team-run.ts";
import { cleanup } from "../../../harness/project.ts";
import { walkthrough } from "../kinds/given.ts";

afterAll(cleanup);

/**
 * Goes on at each checkpoint, deploys at the last one, and takes the first way of an escalation.
 */
const person = ({ kind, labels }: Question): { option: string; text: string | null } =>
  kind === "checkpoint-c"
    ? { option: "deploy", text: null }
    : kind.startsWith("checkpoint-")
      ? { option: "proceed", text: null }
      : { option: "answer", text: labels[0] ?? "A" };

/** Hashes and times are different each time. */
const same = (text: string): string =>
  text
    .replaceAll(/\b(?:(file|git|dir):)?[0-9a-f]{12}\b/g, (_all, kind?: string) =>
      kind ? `${kind}:HASH` : "HASH",
    )
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, "TIME")
    .replaceAll(/ · (?:\d+ s|\d+ min)$/gm, " · SHORT");

const EXPECTED = `Report of team-0badcafe: complete
23 tests passed · 7 of 7 criteria met · 1 finding: 1 fixed · SHORT
Request: Add password reset via email
TIME to TIME, 41 tasks done, 3 of them fixes

Criteria (7)
  ✓ 1 POST /auth/password-reset accepts an email address and always returns 200
      met: "returns 200 for unregistered email (constant time)" in src/tests/auth.test.js
  ✓ 2 If the email is registered, a reset email is sent within 5 seconds
      met: "queues the reset email of a registered address" in src/tests/auth.test.js
  ✓ 3 The reset link contains a signed token, expires in 1 hour
      met: "signs the token and lets it expire after 1 hour" in src/tests/auth.test.js
  ✓ 4 GET /auth/password-reset/:token validates the token and renders a reset form
      met: "renders the form for a valid token" in src/tests/auth.test.js
  ✓ 5 POST /auth/password-reset/:token accepts new password, invalidates token
      met: "takes a new password once" in src/tests/auth.test.js
  ✓ 6 Passwords must be minimum 8 characters
      met: "refuses a password of 7 characters" in src/tests/auth.test.js
  ✓ 7 Used or expired tokens return a clear error, not a 500
      met: "answers 410 for a used or expired token" in src/tests/auth.test.js

Findings: 1 fixed (1)
  ✓ T20.B1 blocker at backend (dev-frontend): Token handling contradiction between spec and implementation. Need
    Principal ruling before this can proceed.
      fixed by T39 Revise - backend v1; T40 Peer review - frontend v2 agreed

Reviewers (2)
  ✓ Confirm scope (pm/opus): approved, 1 round
      the design as it was then, changed after it: T38 Ruling v1
  ✓ Security review (security/opus): approved, 2 rounds, the code as it is at the end

Files changed (9)
  A .github/workflows/ci.yml +2 -0
  A src/backend/models/passwordResetToken.js +4 -0
  A src/backend/routes/auth.js +19 -0
  A src/backend/services/tokenService.js +10 -0
  A src/frontend/pages/ForgotPassword.jsx +1 -0
  A src/frontend/pages/ResetPassword.jsx +1 -0
  … and 3 more

Tests
  Tests, run by the program 3 times, last on the code as it is at the end
      bun lint.js: exit code 0
      bun test: 23 passed
      before the change: bun lint.js: exit code 0
      before the change: bun test: 16 passed

Decided by you (4)
  Q1 Checkpoint A (T2): Proceed (dialog, TIME)
  Q2 Checkpoint B (T9): Proceed (dialog, TIME)
  Q3 Escalation (T20): answer — "Email sent server-side. Token never leaves the backend. (spec intent)" (dialog,
    TIME)
      Asked: Should the reset link embed the raw token (implementation) or should the email be sent server-side with no
        token in response (spec)?
  Q4 Checkpoint C (T26): Proceed and deploy (dialog, TIME)

The files before the implementation are on refs/multi-ai/team-0badcafe.

Next
  multi-ai report --md: shows all of this report
  git diff refs/multi-ai/team-0badcafe refs/multi-ai/team-0badcafe-now: shows the whole change
  multi-ai report --pr: prints the text of a pull request
  multi-ai rollback: shows what a rollback to before the implementation changes, and how to do it`;

test("the report of the walkthrough in a project, from its own files; also when these have changed since", async () => {
  const { root, project, run } = await makeTeamRun({ answer: person });
  expect(run.status).toBe("complete");
  const text = reportOf(project, run);
  const lines = same(text).split("\n");
  // The table of the stages has a spec of its own.
  const table = /\n\nPipeline Status — [\s\S]*?\n\nTrack full\n\nWarnings .*\n.*/;
  expect(lines.join("\n")).toMatch(table);
  expect(lines.join("\n").replace(table, "")).toBe(EXPECTED);
  expect(reportFacts(project, run).missing).toEqual([]);
  // What is left out where the report is long.
  const { out } = await cli(root, ["report", "--md"]);
  expect(out.match(/^\W*A \S+ \+\d+ \\?-0$/gm)).toHaveLength(9);

  const shown = (await cli(root, ["report", "--json"])).json;
  expect(shown.stages.rows).toHaveLength(15);
  expect(shown.criteria.map((one: { met: boolean }) => one.met)).toEqual(Array(7).fill(true));

  const page = (name: string): string => readFileSync(join(root, "pipeline", name), "utf8");
  // Its fix says nothing of them any more.
  expect(page("pr-backend.md")).toMatch(/## Files\n\n- `src\/backend\/\S+`\n- .*\n- .*\n\n/);
  expect(page("pr-backend.md")).toEndWith("- The rate limiter is in memory (W1)\n");
  expect(page("test-report.md")).toBe(walkthrough("test-report.md"));

  rmSync(join(root, "pipeline"), { recursive: true });
  writeFileSync(join(root, "src/backend/routes/auth.js"), "");
  expect(reportOf(project, run)).toBe(text);
});

test("an area's worktree is not taken for the project before it is merged", async () => {
  const { project, run } = await makeTeamRun({
    answer: person,
    settings: { execute: { isolation: "worktree" } },
    until: (now) => now.tasks.some((task) => task.edits === "area" && task.status === "done"),
  });
  expect(run.tasks.filter((task) => task.edits === "area" && task.status === "done")).toHaveLength(
    1,
  );
  expect(reportFacts(project, run).files).toEqual([]);
});
