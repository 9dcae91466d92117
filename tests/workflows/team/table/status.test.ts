import { describe, expect, test } from "bun:test";
import type { Run } from "../../../../src/engine/run.ts";
import { partLines } from "../../../../src/render/report/print/text.ts";
import { statusText } from "../../../../src/render/status.ts";
import { columns, type Layout, type Paint, PLAIN_LAYOUT } from "../../../../src/text.ts";
import { stageParts, teamView } from "../../../../src/workflows/team/table/views.ts";
import { TRACKS } from "../../../../src/workflows/team/tracks.ts";
import { answered, openKinds } from "../../../engine/given.ts";
import { viewOfRun } from "../../../render/run-view.ts";
import { Team } from "../given.ts";
import { walkthrough } from "../walkthrough.ts";

const viewed = (team: Team) =>
  teamView(team.now, { feature: "Password Reset via Email", next: "nothing" });
const shown = (team: Team, layout: Layout = PLAIN_LAYOUT): string =>
  stageParts(viewed(team))
    .flatMap((part) => partLines(part, layout))
    .join("\n");
const rows = (team: Team): string[] =>
  viewed(team).rows.map((row) => `${row.stage} ${row.name}: ${row.status}`);
const note = (team: Team, stage: string): string =>
  viewed(team).rows.find((row) => row.stage === stage)!.notes;

describe("the table of the walkthrough", () => {
  test("is the seed's, with the reviewers as the role of stage 06", () => {
    expect(shown(walkthrough())).toBe(`
Pipeline Status — Password Reset via Email
  Stage                       Status  Notes                                    Role
  01 Requirements             PASS    7 criteria                               pm
  02 Design                   PASS    2 ADRs                                   principal
  03 Clarification            PASS    No Redis. Use in-memory rate limiting.   pm
  04a Build (backend)         PASS                                             dev-backend
  04b Build (frontend)        PASS                                             dev-frontend
  04c Build (platform)        PASS                                             dev-platform
  05a Pre-review              PASS                                             platform
  05b Security review         PASS    path:auth triggered                      security
  06a Peer Review (backend)   PASS    1 escalation resolved, 2 of 2 approvals  frontend, platform
  06b Peer Review (frontend)  PASS    2 of 2 approvals                         backend, platform
  06c Peer Review (platform)  PASS    2 of 2 approvals                         backend, frontend
  07 QA                       PASS    23/23 pass, 7 of 7 criteria verified     qa
  08 Sign-off + Deploy        PASS    smoke tests pass                         platform
  09 Retrospective            PASS    1 lesson promoted                        principal

Track full

Warnings (1)
  W1 Redis not confirmed — rate limiting uses in-memory for now`);
  });

  test("begins with nothing done", () => {
    for (const row of viewed(new Team()).rows)
      expect([row.stage, row.status, row.notes]).toEqual([row.stage, "none", ""]);
  });

  test("shows what fails, and why, until it is mended", () => {
    const team = walkthrough("Fix tests - backend v1");
    expect(rows(team)).toContain("07 QA: FAIL");
    expect(note(team, "07")).toStartWith("22/23 pass, 7 of 7 criteria verified, src/tests/auth");
    expect(rows(walkthrough("peer-escalation"))).toContain("06a Peer Review (backend): ESCALATE");
    expect(note(walkthrough("Revise - backend v1"), "06a")).toBe(
      "1 escalation resolved, 1 of 2 approvals, frontend: wrong",
    );
    expect(note(walkthrough("Run tests v2"), "06a")).toContain("0 of 2 approvals");
  });

  test("counts an open question and names who asks", () => {
    expect(shown(walkthrough("checkpoint-b"))).toContain(
      "Open questions (1)\n  do we have Redis in the stack? (dev-backend asks pm)",
    );
    expect(shown(walkthrough("checkpoint-c"))).not.toContain("Open questions");
  });

  test("lists several warnings by their ids", () => {
    const team = walkthrough("Stakeholder summary");
    team.end("Stakeholder summary", { warnings: ["Another one"] });
    expect(shown(team)).toContain("Warnings (2)\n  W1 Redis not confirmed");
    expect(shown(team)).toContain("\n  W2 Another one");
  });
});

describe("rows", () => {
  test.each(Object.entries(TRACKS))(
    "of the track %s are its stages, and the security review that a change may ask for",
    (track, stages) => {
      const team = new Team({}, { track });
      const seen = [...new Set(viewed(team).rows.map((row) => row.stage.slice(0, 2)))];
      expect(seen).toEqual([...new Set([...stages, "05"])].toSorted());
    },
  );

  test("of a track that goes through say so", () => {
    const team = new Team({}, { track: "quick" }).until();
    expect(team.now.status).toBe("complete");
    expect(rows(team).filter((row) => !/: PASS$/.test(row))).toEqual([
      "05b Security review: skipped",
    ]);
    expect(note(team, "08")).toBe("signed off automatically, not deployed");
  });

  test("of a track that was moved up are those of the new one, and the reason is said", () => {
    const team = new Team({}, { track: "nano" }).end("Baseline");
    const first = team.now.tasks.find((task) => task.gate.startsWith("build:"))!;
    team.end(first.id, { outgrown: { to: "quick", reason: "9 files are more than 3" } });
    expect(rows(team).some((row) => row.startsWith("06"))).toBe(true);
    expect(shown(team)).toContain("\nTrack switched from nano to quick (9 files are more than 3)");
  });

  test("are of those areas that have work", () => {
    const team = new Team().until("Answer notes");
    team.end("Answer notes", { areas: ["frontend"] }).until("checkpoint-c");
    expect(rows(team).filter((row) => /^0[46]/.test(row))).toEqual([
      "04a Build (frontend): PASS",
      "06a Peer Review (frontend): PASS",
    ]);
    expect(viewed(team).rows.find((row) => row.stage === "06a")!.role).toBe("platform");
  });

  test("what has nothing to do is skipped, with the reason", () => {
    const team = new Team().until("checkpoint-c");
    expect(rows(team)).toContain("03 Clarification: skipped");
    expect(note(team, "03")).toBe("no open questions");
    expect(rows(team)).toContain("05b Security review: skipped");
  });

  test("a veto that the person lifted is no approval", () => {
    const team = new Team().until("Pre-review checks");
    team.end("Pre-review checks", { rules: ["path:auth"] });
    team.end("Security review", { status: "FAIL", blockers: ["token in the log"] }, "veto");
    expect(openKinds(team)).toEqual(["veto"]);
    expect(rows(team)).toContain("05b Security review: FAIL");
    expect(note(team, "05b")).toBe("path:auth triggered, token in the log");
    answered("lift", "the log is not kept")(team);
    expect(rows(team)).toContain("05b Security review: WARN");
    expect(note(team, "05b")).toContain("overruled");
  });

  test("of builds wait for the merge, whose conflict holds all of them", () => {
    const team = new Team({ execute: { isolation: "worktree" } });
    team.until("Merge");
    expect(rows(team)).toContain("04a Build (backend): running");
    team.end(
      "Merge",
      { status: "FAIL", owners: ["backend"], blockers: ["conflict in a.js"] },
      "fail",
    );
    expect(rows(team).slice(3, 6)).toEqual([
      "04a Build (backend): FAIL",
      "04b Build (frontend): FAIL",
      "04c Build (platform): FAIL",
    ]);
    expect(note(team, "04a")).toBe("conflict in a.js");
    team.end("Fix merge - backend v1").end("Merge v2");
    expect(
      rows(team)
        .slice(3, 6)
        .every((row) => row.endsWith("PASS")),
    ).toBe(true);
  });
});

describe("layout", () => {
  test("long names make columns wider, and no line is wider than the terminal", () => {
    const areas = { "überlange-bezeichnung-日本語-abcd": ["a/**"], b: ["b/**"] };
    const team = new Team({ areas }).until("checkpoint-c");
    for (const width of [60, 80, 100])
      for (const line of shown(team, { ...PLAIN_LAYOUT, width }).split("\n"))
        expect([line, columns(line) <= width]).toEqual([line, true]);
    expect(shown(team)).toMatch(
      /^ {2}06a Peer Review \(überlange-bezeichnung-日本語-abcd\) {2}PASS/m,
    );
  });

  test("colour adds nothing but colour", () => {
    const marked = (name: string) => (text: string) => `<${name}>${text}</>`;
    const paint = Object.fromEntries(
      ["bold", "dim", "red", "green", "yellow", "cyan"].map((name) => [name, marked(name)]),
    ) as Paint;
    const team = walkthrough("Fix tests - backend v1");
    const painted = shown(team, { width: 100, paint });
    expect(painted.replaceAll(/<\/?\w*>/g, "")).toBe(shown(team));
    expect(painted).toStartWith("\n<bold>Pipeline Status");
  });

  test("text of others cannot break a line", () => {
    const team = new Team();
    team.end("Brief", { status: "FAIL", blockers: ["a\nb\u001b[31m  PASS"] }, "fail");
    expect(shown(team)).toMatch(/^ {2}01 Requirements +FAIL +a b\[31m PASS +pm$/m);
  });
});

describe("status", () => {
  const viewOf = (run: Run) => {
    const own = (next: string) => ({ stages: teamView(run, { feature: run.request.text, next }) });
    return viewOfRun(run, own);
  };
  test("of a run with stages has the table of its stages, and says what to do now", () => {
    const view = viewOf(walkthrough("checkpoint-c").now);
    const text = statusText(view);
    expect(text).toStartWith("team-00000001 (team) · waiting for you");
    expect(text).toContain("\n\nPipeline Status — Add a greeting\n");
    expect(text).toContain("Track full");
    expect(text).toEndWith(`Next: ${view.next}`);
  });

  test("as data keeps its form and has the stages", () => {
    const view = viewOf(walkthrough().now);
    expect(view.tasks.length).toBeGreaterThan(30);
    expect(view.stages).toMatchObject({
      feature: "Add a greeting",
      track: "full",
      next: view.next,
    });
    expect(JSON.parse(JSON.stringify(view)).stages.rows).toHaveLength(14);
  });
});

test("of a complete run all tasks are done: those that were skipped are not counted", () => {
  const run = walkthrough().now;
  const view = viewOfRun(run);
  expect(run.tasks.some((task) => task.status === "skipped")).toBe(true);
  expect([view.status, view.done]).toEqual(["complete", view.total]);
});
