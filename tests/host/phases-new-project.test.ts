// new-project in the real host: from a document to .planning, with nobody asked.
import { afterEach, describe, expect } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readPlanning } from "../../src/workflows/phases/planning/read.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { DOCUMENT, newProjectFor } from "../harness/phases/new-project.ts";
import { cleanup, git, makeProject } from "../harness/project.ts";
import { ofType, play } from "./scenario.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("new-project (%s)", (version) => {
  inFull("--auto @doc.md: four researchers at once, a roadmap, the files of GSD", async () => {
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
    expect(git(project, "log", "--format=%s")).toBe("docs: initialize project\nstart");
  });
});
