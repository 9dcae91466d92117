import { answered } from "../../engine/given.ts";
import { DEPLOYS, Team } from "./given.ts";

/**
 * The walkthrough of the seed: question, escalation with a ruling, failing test, deployment; with
 * its numbers.
 */
export function walkthrough(
  to?: string,
  options: Record<string, string> = { track: "full" },
): Team {
  const team = new Team(DEPLOYS, options);
  const at = (...names: string[]): boolean => to !== undefined && names.includes(to);
  const steps: [string, () => void][] = [
    ["Brief", () => team.end("Brief", { counts: { criteria: 7 } }).until("checkpoint-a")],
    ["checkpoint-a", () => answered("proceed")(team)],
    ["Draft design", () => team.end("Draft design").until("Design notes - backend")],
    [
      "Design notes - backend",
      () =>
        team
          .end("Design notes - backend", { questions: ["do we have Redis in the stack?"] })
          .until("Answer notes"),
    ],
    [
      "Answer notes",
      () =>
        team
          .end("Answer notes", {
            counts: { adrs: 1 },
            warnings: ["Redis not confirmed — rate limiting uses in-memory for now"],
          })
          .until("checkpoint-b"),
    ],
    ["checkpoint-b", () => answered("proceed")(team)],
    [
      "Clarification",
      () =>
        team
          .end("Clarification", {
            answered: [
              {
                question: "Do we have Redis in the stack",
                answer: "No Redis. Use in-memory rate limiting.",
              },
            ],
          })
          .until("Pre-review checks"),
    ],
    [
      "Pre-review checks",
      () =>
        team.end("Pre-review checks", {
          rules: ["path:auth"],
          flags: { lint_passed: true, tests_passed: true, dependency_review_passed: true },
        }),
    ],
    [
      "Security review",
      () =>
        team
          .end("Security review", {
            warnings: [
              "W1: In-memory rate limiter not cluster-safe — Redis recommended for production",
            ],
          })
          .until("Peer review - backend"),
    ],
    [
      "Peer review - backend",
      () => {
        team.end("Peer review - backend");
        team.asks("Peer review - frontend", {
          backend: {
            decision: "Should the reset link embed the raw token?",
            options: ["Email sent server-side", "Return raw token"],
          },
        });
        team.end("Peer review - platform");
      },
    ],
    ["peer-escalation", () => answered("answer", "Email sent server-side")(team)],
    ["Ruling v1", () => team.end("Ruling v1", { owners: ["backend"], counts: { adrs: 2 } })],
    ["Revise - backend v1", () => team.end("Revise - backend v1")],
    [
      "Peer review - frontend v2",
      () =>
        team.end("Peer review - frontend v2").end("Peer review - platform v2").until("Write tests"),
    ],
    ["Write tests", () => team.end("Write tests", { status: "FAIL" })],
    [
      "Run tests",
      () =>
        team.end(
          "Run tests",
          {
            status: "FAIL",
            owners: ["backend"],
            blockers: ["src/tests/auth.test.js: returns 200 for unregistered email"],
            failing: ["src/tests/auth.test.js: returns 200 for unregistered email"],
            counts: { tests_total: 23, tests_passed: 22, tests_failed: 1 },
          },
          "fail",
        ),
    ],
    ["Fix tests - backend v1", () => team.end("Fix tests - backend v1")],
    [
      "Run tests v2",
      () =>
        team.end("Run tests v2", {
          counts: { tests_total: 23, tests_passed: 23, tests_failed: 0 },
        }),
    ],
    [
      "Peer review - frontend v3",
      () =>
        team
          .end("Peer review - frontend v3")
          .end("Peer review - platform v3")
          .until("checkpoint-c"),
    ],
    ["checkpoint-c", () => answered("deploy")(team)],
    [
      "Deploy",
      () =>
        team.end("Deploy", {
          flags: { smoke_test_passed: true, runbook_referenced: true },
          deployed: { environment: "staging", exit: 0 },
          warnings: ["W1: Rate limiting is in-memory — production should use Redis"],
        }),
    ],
    ["Stakeholder summary", () => team.end("Stakeholder summary").until("Lessons")],
    ["Lessons", () => team.end("Lessons", { promoted: ["Shape: hashes"] })],
  ];
  for (const [name, step] of steps) {
    if (at(name)) return team;
    step();
  }
  return team;
}
