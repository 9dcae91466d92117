import { describe, expect, test } from "bun:test";
import type { ArtifactFacts } from "../../../src/engine/commands.ts";
import {
  answered,
  type Finding,
  finding,
  given,
  openKinds,
  prior,
  readyOf,
  type Step,
  type Story,
  says,
  started,
} from "../given.ts";

const BUILD = "Build Review - Ann";
const objects = (findings: Finding[]): Step => says(BUILD, "needs_changes", { findings });
const declines = (...ids: string[]): Step => says("Fix Build - Ann", "complete", { declined: ids });
const why = (story: Story) => story.now.questions[0]?.why ?? [];

describe("an author declines a finding", () => {
  test("and its reviewer takes it back: nobody is asked, nothing has to change, and the finding is no fix", () => {
    const story = given(started(), objects([finding("F1")]), declines("F1"));
    says(BUILD, "approved", { prior: prior("withdrawn", "F1") })(story);
    expect(openKinds(story)).toEqual([]);
    const review = story.now.tasks.findLast((task) => task.subject.startsWith(BUILD))!;
    const fix = story.now.tasks.find((task) => task.subject.startsWith("Fix Build - Ann"))!;
    expect(review.status).toBe("done");
    expect(story.now.findings).toMatchObject([
      {
        id: "F1",
        state: "withdrawn",
        closed_by: review.id,
        declined_by: fix.id,
        fixed_in: review.version,
      },
    ]);
  });

  test("and its reviewer keeps it: the person decides at once, whether or not anything else was changed", () => {
    for (const subject of ["before", "other"]) {
      const objected = says(BUILD, "needs_changes", {
        findings: [finding("F1")],
        subject: "before",
      });
      const story = given(started(), objected, declines("F1"));
      says(BUILD, "needs_changes", { prior: prior("open", "F1"), subject })(story);
      expect(why(story)).toEqual([{ reason: "declined", round: 1, findings: ["F1"] }]);
    }
  });

  test("one more round is the reviewer's way, and the same finding is not asked about again", () => {
    const kept = says(BUILD, "needs_changes", { prior: prior("open", "F1") });
    const story = given(
      started(),
      objects([finding("F1")]),
      declines("F1"),
      kept,
      answered("continue"),
    );
    expect(story.task(readyOf(story)[0]!).subject).toBe("Fix Build - Ann v2");
    says("Fix Build - Ann v2", "complete", {})(story);
    expect(story.now.findings[0]!.declined_by).toBeNull();
    kept(story);
    expect(why(story).map((one) => one.reason)).not.toContain("declined");
  });

  test("accepting it as it is is the author's way", () => {
    const kept = says(BUILD, "needs_changes", { prior: prior("open", "F1") });
    const story = given(
      started(),
      objects([finding("F1")]),
      declines("F1"),
      kept,
      answered("accept", "Right"),
    );
    expect(story.now.tasks.findLast((task) => task.subject.startsWith(BUILD))!.waiver).toEqual({
      kind: "accepted",
      reason: "Right",
    });
  });

  test.each<[string, Finding[], string[], Partial<ArtifactFacts>]>([
    ["that was mended", [finding("F1")], [], { prior: prior("open", "F1") }],
    [
      "that is minor",
      [finding("F1", { severity: "minor" }), finding("F2")],
      ["F1"],
      { prior: prior("open", "F1", "F2") },
    ],
    [
      "beside one that is new",
      [finding("F1")],
      ["F1"],
      { prior: prior("withdrawn", "F1"), findings: [finding("F2")] },
    ],
  ])("a finding %s is ordinary work", (_name, findings, ids, over) => {
    const story = given(started(), objects(findings), declines(...ids));
    says(BUILD, "needs_changes", over)(story);
    expect(openKinds(story)).toEqual([]);
  });
});
