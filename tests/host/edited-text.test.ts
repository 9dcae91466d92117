// A person in the real host who edits the story as text while they are asked about it.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { cleanup } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { heeding, pick, sitDown, untilLeft } from "./person.ts";
import { ofType } from "./scenario.ts";
import { briefs } from "./told.ts";

afterEach(cleanup);

const STORY = ".task/user-story.json";
const MINE = "A test covers goodbye and the empty name";
const APPROVAL = /Is this user story[\s\S]*❯ 1\. Approve/;

describe.each(hostsOf("new"))("a story that is edited while it is asked about (%s)", (version) => {
  test("is put to the person as they wrote it, and all that follows goes by it", async () => {
    const seat = await sitDown({ version, script: heeding(team(honest())) });
    const { terminal, project, model } = seat;
    await terminal.submit("/multi-ai Say goodbye by name");
    await terminal.waitFor(APPROVAL);
    const path = join(project, ".task/user-story.md");
    writeFileSync(path, readFileSync(path, "utf8").replace("A test covers goodbye", MINE));
    const dialog = await pick(seat, "Approve", /user-story\.md was changed by hand[\s\S]*❯ 1\. Take it in/);
    expect(dialog).toContain(`+ - **AC2** ${MINE}`);
    expect(dialog).toContain("- - **AC2** A test covers goodbye");
    const again = await pick(seat, "Take it in", APPROVAL);
    expect(again).toContain(`AC2 ${MINE}`);
    await pick(seat, "Approve", /Neither story nor plan names a test command[\s\S]*❯ 1\. Name one/);
    // The planner is the first that reads the story: it got the one that the person wrote.
    expect(briefs(model).map((one) => basename(one.writes))).toEqual(["user-story.json", "plan-refined.json"]);
    const { acceptance_criteria } = JSON.parse(readFileSync(join(project, STORY), "utf8"));
    expect(acceptance_criteria[1]).toEqual({ id: "AC2", text: MINE });
    await pick(seat, "Nothing", /→ Nothing/);
    const { events } = await untilLeft(project, ({ state }) => state.status === "complete", 60_000);
    expect(ofType(events, "edited")).toMatchObject([{ path: ".task/user-story.md", asked: true }]);
    expect(ofType(events, "answered").map((one) => one.option)).toEqual(["approve", "take_in", "approve", "without"]);
  });
});
