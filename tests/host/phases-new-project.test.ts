// new-project in the real host: from a document to .planning, with nobody asked.
import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readPlanning } from "../../src/workflows/phases/planning/read.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { DOCUMENT, newProjectFor } from "../harness/phases/new-project.ts";
import { cleanup, git, makeProject } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { sitDown, untilLeft } from "./person.ts";
import { ofType, play } from "./scenario.ts";

setDefaultTimeout(300_000);
afterEach(cleanup);

test.each(hostsOf("new"))(
  "--auto @doc.md: four researchers at once, a roadmap, the files of GSD (%s)",
  async (version) => {
    const project = makeProject({ files: { "README.md": "# New\n", "idea.md": DOCUMENT } });
    const played = await play({
      version,
      project,
      worker: (brief) => ({ artifact: newProjectFor(brief)! }),
      prompt: "/multi-ai:new-project --auto --settings models=budget @idea.md",
      limitMs: 200_000,
    });
    expect(played.state).toMatchObject({ status: "complete", workflow: "phases", phase: "complete" });
    expect(ofType(played.events, "refused")).toEqual([]);
    expect(ofType(played.events, "asked")).toEqual([]);
    const research = played.tasks.filter((task) => task.agent === "project-researcher");
    expect(research.map((task) => [task.status, task.model])).toEqual(Array(4).fill(["done", "haiku"]));
    const batches = ofType(played.events, "dispatched").filter((one) => research.some((task) => task.id === one.task));
    const first = played.events.indexOf(batches[0]!);
    const ended = played.events.findIndex(
      (event, at) => at > first && event.type === "accepted" && research.some((task) => task.id === event.task),
    );
    expect(batches.every((one) => played.events.indexOf(one) < ended)).toBe(true);
    expect(readdirSync(join(project, ".planning")).sort()).toEqual([
      "PROJECT.md",
      "REQUIREMENTS.md",
      "ROADMAP.md",
      "STATE.md",
      "config.json",
      "research",
    ]);
    const planning = readPlanning(project);
    expect(planning.problems).toEqual([]);
    expect(planning.roadmap!.phases.map((one) => one.name)).toEqual(["Greeting", "Goodbye"]);
    expect(planning.config.models).toBe("budget");
    expect(git(project, "log", "--format=%s")).toBe("start");
  },
);

describe.each(hostsOf("new"))("at the terminal (%s)", (version) => {
  inFull("how it is worked on is asked four at a time, then what is open; the roadmap is approved", async () => {
    const project = makeProject({ files: { "README.md": "# New\n" } });
    const script = team((brief) => ({ artifact: newProjectFor(brief)! }));
    const { terminal } = await sitDown({ version, script, project });
    await terminal.submit("/multi-ai:new-project A program that greets people");
    // Each dialog is answered as it is offered, and sent.
    for (const [header, questions] of [
      ["Mode", 4],
      ["Branches", 3],
      ["Project", 4],
      ["Project", 2],
    ] as const) {
      await terminal.waitFor(new RegExp(`☐ ${header}[\\s\\S]*❯ 1\\.`));
      for (let key = 0; key < questions; key++) {
        const before = terminal.screen();
        await terminal.press("enter", (screen) => screen !== before && /❯ 1\./.test(screen));
      }
      await terminal.press("enter", (screen) => !screen.includes("Submit answers"));
    }
    const asked = await terminal.waitFor(/Is this the roadmap\?[\s\S]*❯ 1\. Approve/);
    expect(asked).toContain("2 Goodbye (GREET-02; 2 criteria; after 1): A guest is wished goodbye by name");
    await terminal.press("enter", (screen) => !screen.includes("❯ 1. Approve"));
    const { events, state } = await untilLeft(project, (now) => now.state.status === "complete");
    expect(state).toMatchObject({ workflow: "phases" });
    expect(ofType(events, "refused")).toEqual([]);
    expect(ofType(events, "answered")).toHaveLength(14);
    expect(readPlanning(project).project!["Key Decisions"]).toContain("What about the timeline? → As usual: timeline");
  });
});
