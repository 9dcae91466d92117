// Guarantee: A team signs off only what was approved.
// No area is left unapproved, and every file belongs to a part that somebody approves.
import { describe, expect, test } from "bun:test";
import {
  areasWithWork,
  changedAreas,
  changedParts,
  REST,
  TESTS,
} from "../../../../src/workflows/team/areas.ts";
import { placeOf } from "../../../../src/workflows/team/peer-review/tally.ts";
import { answered, openKinds, request } from "../../../engine/given.ts";
import { Team } from "../given.ts";

const looks = (team: Team): string[] =>
  team.ready().map((task) => `${task.subject}: ${task.scope}`);

/** A change in backend alone, up to its reviews. */
function backendAlone(until = "Peer review - frontend"): Team {
  return new Team()
    .until("Answer notes")
    .end("Answer notes", { areas: ["backend"] })
    .until(until);
}

describe("an area is approved, or the run is not complete", () => {
  test("what an owner mends for the tests whose area was not built before is reviewed like any other", () => {
    const team = backendAlone().until("Run tests");
    team
      .end("Run tests", { status: "FAIL", owners: ["frontend"] }, "fail")
      .end("Fix tests - frontend v1");
    team.end("Run tests v2");
    // Two areas are a matrix: each needs two approvals now.
    expect(looks(team)).toEqual([
      "Peer review - platform v2: backend,frontend",
      "Peer review - backend v2: frontend",
    ]);
    team.end("Peer review - backend v2").end("Peer review - platform v2").until("checkpoint-c");
    answered("proceed")(team);
    expect(team.until().now.status).toBe("complete");
  });

  test("and so is what an owner mends for a ruling, before anything behind the reviews begins", () => {
    const team = backendAlone().end("Peer review - frontend");
    team.do({ do: "consult", topic: request("Who sends the mail?") });
    team.end("Ruling v1", { owners: ["platform"] }).end("Revise - platform v1");
    expect(looks(team).sort()).toEqual([
      "Peer review - backend v2: platform",
      "Peer review - frontend v2: platform",
      "Peer review - platform v2: backend",
    ]);
  });

  test("with --auto nothing is signed off over it", () => {
    const team = new Team({}, { track: "full" }, true)
      .until("Answer notes")
      .end("Answer notes", { areas: ["backend"] });
    team.until("Run tests").end("Run tests", { status: "FAIL", owners: ["frontend"] }, "fail");
    team.end("Fix tests - frontend v1").end("Run tests v2");
    expect(team.subjects("skipped")).not.toContain("Sign off");
    expect(looks(team)).toContain("Peer review - backend v2: frontend");
  });

  test("what the program sees changed behind the last look, by whatever hand, is looked at", () => {
    const team = backendAlone().until("Run tests");
    const { trees } = team.changes(team.task("Run tests"), ["platform"]);
    team.end("Run tests", { changed: ["backend", "platform"], trees: { ...team.trees, ...trees } });
    expect(looks(team).join("; ")).toContain("platform");
  });
});

describe("files of no area are a part of their own", () => {
  test("that is approved by somebody who has not changed it, and again after each change", () => {
    const team = backendAlone("Build - backend");
    const build = team.task("Build - backend");
    team.end(build.id, team.changes(build, ["backend", REST]));
    expect(changedParts(team.now)).toEqual(["backend", REST]);
    // It is no area more: one approval is enough.
    team.until("Peer review - frontend");
    expect(looks(team)).toEqual(["Peer review - frontend: "]);
    team.end("Peer review - frontend").until("Run tests");
    team.end("Run tests", { status: "FAIL", owners: ["backend"] }, "fail");
    const mend = team.task("Fix tests - backend v1");
    team.end(mend.id, team.changes(mend, [REST])).end("Run tests v2");
    expect(looks(team)).toEqual([`Peer review - frontend v2: ${REST}`]);
  });

  test("that is mended by an owner of its own, who may touch no area", () => {
    const team = backendAlone("Build - backend");
    const build = team.task("Build - backend");
    team.end(build.id, team.changes(build, ["backend", REST])).until("Peer review - frontend");
    team.asks("Peer review - frontend", { [REST]: null });
    expect(team.ready()).toMatchObject([
      { subject: "Revise - rest v1", item: REST, who: { role: "dev-rest" } },
    ]);
    team.end("Revise - rest v1");
    expect(looks(team)).toEqual([`Peer review - frontend v2: ${REST}`]);
  });
});

test("tests are looked at once they pass, by one owner, and mended by dev-qa", () => {
  const team = backendAlone().until("Write tests");
  const written = team.task("Write tests");
  team.end(written.id, team.changes(written, [TESTS])).end("Run tests");
  expect(looks(team)).toEqual([`Peer review - frontend v2: ${TESTS}`]);
  team.asks("Peer review - frontend v2", { [TESTS]: null });
  expect(team.ready()).toMatchObject([
    { subject: "Revise - qa v2", item: TESTS, who: { role: "dev-qa" } },
  ]);
  team.end("Revise - qa v2").end("Peer review - frontend v3");
  // What was mended runs again, and nobody looks a third time.
  expect(looks(team)).toEqual(["Run tests v2: "]);
  team.end("Run tests v2").until("checkpoint-c");
  expect(openKinds(team)).toEqual(["checkpoint-c"]);
});

describe("tests are approved by somebody whose code they do not judge", () => {
  test("by an owner who has changed nothing, where there is one", () => {
    const team = new Team()
      .until("Answer notes")
      .end("Answer notes", { areas: ["backend", "frontend"] });
    team.until("Write tests");
    const written = team.task("Write tests");
    team.end(written.id, team.changes(written, [TESTS])).end("Run tests");
    expect(looks(team)).toEqual([`Peer review - platform v2: ${TESTS}`]);
  });

  test("also where nothing is added to what was changed before the reviews", () => {
    const team = new Team().until("Pre-review checks");
    team.end("Pre-review checks", { status: "FAIL", owners: [TESTS] }, "outdated");
    const update = team.task("Update tests - qa v1");
    team.end(update.id, team.changes(update, [TESTS])).until("Write tests");
    team.end("Write tests", { changed: [] }).end("Run tests");
    expect(looks(team)).toHaveLength(1);
    expect(looks(team)[0]).toEndWith(`v2: ${TESTS}`);
  });
});

describe("who builds", () => {
  test("the areas of the approved design", () => {
    const team = new Team()
      .until("Draft design")
      .end("Draft design", { areas: ["frontend"] })
      .until("Answer notes");
    team.end("Answer notes", { areas: ["platform"] });
    expect(areasWithWork(team.now)).toEqual(["platform"]);
  });

  test("without a design those that the person named, else all", () => {
    expect(areasWithWork(new Team({}, { track: "nano" }).now)).toEqual([
      "backend",
      "frontend",
      "platform",
    ]);
    expect(areasWithWork(new Team({}, { track: "nano", areas: "frontend" }).now)).toEqual([
      "frontend",
    ]);
  });

  test("an owner with nothing to do is no changed area", () => {
    const team = new Team({}, { track: "quick" }).until("Build - backend").end("Build - backend");
    for (const area of ["frontend", "platform"]) team.end(`Build - ${area}`, { changed: [] });
    expect(changedAreas(team.now)).toEqual(["backend"]);
    expect(looks(team)).toEqual(["Peer review - frontend: "]);
  });

  test("a build that was left out is done once a design gives it work", () => {
    const team = new Team({}, { track: "nano", areas: "backend" }).until("Run tests");
    expect(team.subjects("skipped")).toContain("Build - frontend");
    team.end("Run tests", { outgrown: { to: "full", reason: "the diff fires path:auth" } });
    team
      .until("Answer notes")
      .end("Answer notes", { areas: ["backend", "frontend"] })
      .until("Build - frontend v2");
    expect(team.subjects("done")).toContain("Build - backend");
  });
});

test("those who look at one area have a place each, so that each has work of its own; who looks alone has none", () => {
  const places = (team: Team, part: string) =>
    ["backend", "frontend", "platform"]
      .flatMap((seat) => placeOf(team.now, part, seat) ?? [])
      .sort();
  const all = new Team().until("Peer review - backend");
  for (const part of ["backend", "frontend", "platform"]) expect(places(all, part)).toEqual([0, 1]);
  expect(places(backendAlone(), "backend")).toEqual([]);
});
