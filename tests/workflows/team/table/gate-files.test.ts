// Runs: together.
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gateFiles } from "../../../../src/workflows/team/table/views.ts";
import { answered } from "../../../engine/given.ts";
import { Team } from "../given.ts";
import { walkthrough } from "../walkthrough.ts";

const SEEDS = join(import.meta.dir, "../../../fixtures/pipeline/gates");
type Value = Record<string, unknown>;

/** What every gate has, and what each stage's has beside it. */
const COMMON = ["stage", "status", "agent", "track", "timestamp", "blockers", "warnings", "run"];
const OWN: Record<string, string[]> = {
  "stage-01": ["acceptance_criteria_count", "out_of_scope_items", "required_sections_complete"],
  "stage-02": ["arch_approved", "pm_approved", "adr_count"],
  "stage-03": ["open_questions_count", "answered_questions_count", "scope_changed"],
  "stage-04-": ["area", "files_changed"],
  "stage-05": [
    "lint_passed",
    "tests_passed",
    "dependency_review_passed",
    "security_review_required",
  ],
  "stage-05-security": ["security_approved", "veto", "triggering_conditions"],
  "stage-06-": ["area", "review_shape", "required_approvals", "approvals", "changes_requested"],
  "stage-07": [
    ...[
      "all_acceptance_criteria_met",
      "tests_total",
      "tests_passed",
      "tests_failed",
      "failing_tests",
    ],
    ...["assigned_retry_to", "criterion_to_test_mapping_is_one_to_one"],
  ],
  "stage-08": [
    ...[
      "adapter",
      "environment",
      "pm_signoff",
      "smoke_test_passed",
      "runbook_referenced",
      "adapter_result",
    ],
  ],
  "stage-09": ["lessons_promoted"],
};

const files = (team: Team): Record<string, Value> =>
  Object.fromEntries(
    gateFiles(team.now).map(({ path, text }) => [
      path.slice("pipeline/gates/".length),
      JSON.parse(text) as Value,
    ]),
  );
const W1 = "Redis not confirmed — rate limiting uses in-memory for now";

describe("gates of the walkthrough", () => {
  const all = files(walkthrough());

  test("are there for every stage", () => {
    expect(Object.keys(all).sort()).toEqual([
      "stage-01.json",
      "stage-02.json",
      "stage-03.json",
      "stage-04-backend.json",
      "stage-04-frontend.json",
      "stage-04-platform.json",
      "stage-05-security.json",
      "stage-05.json",
      "stage-06-backend.json",
      "stage-06-frontend.json",
      "stage-06-platform.json",
      "stage-07.json",
      "stage-08.json",
      "stage-09.json",
    ]);
  });

  test("have the fields of the contract, and nothing else", () => {
    for (const [name, value] of Object.entries(all)) {
      const kind = name.replace(".json", "").replace(/^(stage-0[46]-).*/, "$1");
      expect([name, Object.keys(value).sort()]).toEqual([name, [...COMMON, ...OWN[kind]!].sort()]);
      expect([name, value.status, value.track]).toEqual([name, "PASS", "full"]);
    }
  });

  test.each(["stage-01.json", "stage-02.json", "stage-05-security.json", "stage-07.json"])(
    "%s has the seed's fields in the seed's order",
    (name) => {
      const seed = JSON.parse(readFileSync(join(SEEDS, name), "utf8")) as Value;
      expect(Object.keys(all[name]!)).toEqual([...Object.keys(seed), "run"]);
    },
  );

  test("carry the warning from where it was raised to the end", () => {
    expect(all["stage-01.json"]!.warnings).toEqual([]);
    expect(all["stage-02.json"]!.warnings).toEqual([`W1: ${W1}`]);
    for (const name of [
      "stage-04-backend.json",
      "stage-05.json",
      "stage-06-backend.json",
      "stage-07.json",
      "stage-09.json",
    ])
      expect([name, all[name]!.warnings]).toEqual([name, [`W1: ${W1} (stage-02)`]]);
    // In the deployment's own words, as it names the warning itself.
    expect(all["stage-08.json"]!.warnings).toEqual([
      "W1: Rate limiting is in-memory — production should use Redis",
    ]);
  });

  test("of the release are the deployment's", () => {
    expect(all["stage-08.json"]).toMatchObject({
      agent: "platform",
      adapter: "command",
      pm_signoff: true,
      smoke_test_passed: true,
      runbook_referenced: true,
    });
  });

  test("are the same bytes each time, with two blanks and a line at the end", () => {
    const [first] = gateFiles(walkthrough().now);
    expect(first!.text).toStartWith('{\n  "stage": "stage-01",\n');
    expect(first!.text).toEndWith("}\n");
    expect(gateFiles(walkthrough().now)).toEqual(gateFiles(walkthrough().now));
  });
});

describe("stage 02", () => {
  test("is approved by pm only when pm has said so of this very design", () => {
    expect(files(new Team().until("Confirm scope"))["stage-02.json"]!.pm_approved).toBe(false);
    expect(files(new Team().until("checkpoint-b"))["stage-02.json"]!.pm_approved).toBe(true);
    const amended = new Team().until("Confirm scope").end("Confirm scope", {}, "needs_changes");
    expect(files(amended)["stage-02.json"]!.pm_approved).toBe(false);
    amended.until("Confirm scope v2");
    expect(files(amended)["stage-02.json"]!.pm_approved).toBe(false);
    amended.end("Confirm scope v2");
    expect(files(amended)["stage-02.json"]!.pm_approved).toBe(true);
  });

  test("of a design that came behind pm's word is not approved", () => {
    const team = new Team().until("checkpoint-b");
    team.task("Answer notes").acceptedSeq = 99;
    expect(files(team)["stage-02.json"]!.pm_approved).toBe(false);
  });

  test("that the person accepted against pm is not approved by pm", () => {
    const team = new Team().until("Confirm scope");
    for (let left = 30; left > 0 && team.now.questions.length === 0; left--) {
      const next = team.ready()[0]!;
      if (next.gate === "scope" && next.kind !== "fix") team.end(next.id, {}, "needs_changes");
      else team.end(next.id);
    }
    answered("accept", "good enough")(team);
    expect(files(team)["stage-02.json"]!.pm_approved).toBe(false);
  });
});

describe("stage 05", () => {
  test("is the program's, with the seed's fields", () => {
    const gate = files(walkthrough("Security review"))["stage-05.json"]!;
    const seed = JSON.parse(readFileSync(join(SEEDS, "stage-05.json"), "utf8")) as Value;
    expect(Object.keys(gate)).toEqual([...Object.keys(seed), "run"]);
    const of = { timestamp: "", run: "team-00000001" };
    expect({ ...gate, timestamp: "", warnings: [] } as Value).toEqual({ ...seed, ...of });
  });

  test("without a list of changed files requires the review", () => {
    const team = new Team().until("Pre-review checks").end("Pre-review checks", { rules: null });
    expect(files(team)["stage-05.json"]!.security_review_required).toBe(true);
    const none = new Team().until("Pre-review checks").end("Pre-review checks", { rules: [] });
    expect(files(none)["stage-05.json"]!.security_review_required).toBe(false);
  });

  test("that fails says of no part that nobody spoke of that it passed, or did not", () => {
    const team = new Team().until("Pre-review checks");
    team.end(
      "Pre-review checks",
      { status: "FAIL", blockers: ["Lint failed"], flags: { tests_passed: true } },
      "fail",
    );
    expect(files(team)["stage-05.json"]).toMatchObject({
      status: "FAIL",
      lint_passed: null,
      tests_passed: true,
      dependency_review_passed: null,
      blockers: ["Lint failed"],
    });
  });
});

describe("stage 06", () => {
  test("of an area begins with the first word on it", () => {
    const team = new Team().until("Peer review - backend");
    expect(Object.keys(files(team)).filter((name) => name.startsWith("stage-06"))).toEqual([]);
    team.end("Peer review - backend");
    const now = files(team);
    expect(Object.keys(now).filter((name) => name.startsWith("stage-06"))).toEqual([
      "stage-06-frontend.json",
      "stage-06-platform.json",
    ]);
    // One of two: it does not hold yet.
    expect(now["stage-06-frontend.json"]).toMatchObject({
      status: "FAIL",
      required_approvals: 2,
      review_shape: "matrix",
    });
  });

  test("escalates, then fails until it is mended and looked at again", () => {
    const asked = files(walkthrough("peer-escalation"));
    expect(asked["stage-06-backend.json"]).toMatchObject({
      status: "ESCALATE",
      agent: "frontend, platform",
      area: "backend",
      blockers: ["frontend: wrong"],
    });
    expect(
      (asked["stage-06-backend.json"]!.changes_requested as { reviewer: string }[])[0]!.reviewer,
    ).toBe("frontend");
    expect(files(walkthrough("Revise - backend v1"))["stage-06-backend.json"]!.status).toBe("FAIL");
    expect(files(walkthrough("Write tests"))["stage-06-backend.json"]).toMatchObject({
      status: "PASS",
      changes_requested: [],
    });
  });

  test("with an approval of an older state does not hold", () => {
    expect(files(walkthrough("Run tests v2"))["stage-06-backend.json"]).toMatchObject({
      status: "FAIL",
      approvals: [],
    });
  });
});

describe("stage 07", () => {
  test("has the program's numbers in the place of the tester's", () => {
    // Nobody has run them yet: what has not passed does not hold.
    expect(files(walkthrough("Run tests"))["stage-07.json"]).toMatchObject({
      status: "FAIL",
      all_acceptance_criteria_met: null,
      tests_total: null,
      tests_passed: null,
      tests_failed: null,
    });
    expect(files(walkthrough("Fix tests - backend v1"))["stage-07.json"]).toMatchObject({
      status: "FAIL",
      tests_total: 23,
      tests_passed: 22,
      tests_failed: 1,
      assigned_retry_to: "backend",
      failing_tests: ["src/tests/auth.test.js: returns 200 for unregistered email"],
    });
    expect(files(walkthrough("checkpoint-c"))["stage-07.json"]).toMatchObject({
      status: "PASS",
      tests_passed: 23,
      failing_tests: [],
      assigned_retry_to: null,
    });
  });
});

describe("stage 08", () => {
  test("is the automatic sign-off with the seed's fields, and not before the checkpoint", () => {
    expect(files(new Team().until("checkpoint-c"))).not.toHaveProperty("stage-08.json");
    const gate = files(new Team().until("Lessons"))["stage-08.json"]!;
    const seed = JSON.parse(
      readFileSync(join(SEEDS, "stage-08-orchestrator.json"), "utf8"),
    ) as Value;
    expect({ ...gate, timestamp: "" } as Value).toEqual({
      ...seed,
      timestamp: "",
      run: "team-00000001",
    });
  });

  test("is pm's own where pm signs", () => {
    const team = new Team({}, { track: "hotfix" }).until("Sign off");
    expect(files(team)).not.toHaveProperty("stage-08.json");
  });

  test("of a deployment that failed is a FAIL", () => {
    const team = walkthrough("Deploy");
    team.end("Deploy", { status: "FAIL", blockers: ["up: exit 1"], flags: {} }, "fail");
    expect(files(team)["stage-08.json"]).toMatchObject({
      status: "FAIL",
      smoke_test_passed: false,
      blockers: ["up: exit 1"],
    });
  });
});
