// A project in the real host, from its first idea to the end of its milestone: every step is what `next` says.
import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startHost } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { startModel } from "../harness/model.ts";
import { DOCUMENT, honestPhases, THREE_PHASES } from "../harness/phases/whole.ts";
import { cleanup, DEFAULT_FILES, git, makeProject } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { left, PLUGIN, type Played, play } from "./scenario.ts";

setDefaultTimeout(900_000);
afterEach(cleanup);

const FILES = { ...DEFAULT_FILES, "idea.md": DOCUMENT };
const FIRST = "/multi-ai:new-project --auto @idea.md";
const NEXT = "/multi-ai:next --auto";
/** Commands of the whole, at most: what needs more does not end. */
const MOST = 20;

const isShipped = (project: string): boolean => existsSync(join(project, ".planning/milestones"));

/** What a project has come to, without what differs from run to run. */
function endOf(project: string) {
  const shown = (path: string) =>
    readFileSync(join(project, path), "utf8").replaceAll(/\b\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?|\b[0-9a-f]{7,64}\b/g, "…");
  const files = readdirSync(join(project, ".planning"), { recursive: true, encoding: "utf8" }).sort();
  return {
    files,
    commits: git(project, "log", "--all", "--format=%s").split("\n").sort(),
    tags: git(project, "tag"),
    roadmap: shown(files.includes("ROADMAP.md") ? ".planning/ROADMAP.md" : ".planning/milestones/v1.0-ROADMAP.md"),
    milestones: shown(".planning/MILESTONES.md"),
    sources: readdirSync(join(project, "src")).sort(),
  };
}

/** Plays the whole in one session. */
async function inOneSession(): Promise<{ project: string; commands: string[] }> {
  const project = makeProject({ files: FILES });
  const worker = honestPhases();
  const commands = [FIRST];
  let played: Played = await play({ version: "new", project, worker, prompt: FIRST, limitMs: 200_000 });
  for (let step = 0; step < MOST && !isShipped(project); step++) {
    expect([commands.at(-1), played.state.status]).toEqual([commands.at(-1), "complete"]);
    played = await play({
      ...{ version: "new", project, worker, model: played.model, home: played.run.home },
      ...{ args: ["--continue"], prompt: NEXT, limitMs: 200_000 },
    });
    commands.push(String(played.state.entry ?? ""));
  }
  expect(isShipped(project)).toBe(true);
  return { project, commands };
}

describe("a project of three phases", () => {
  test("from new-project to complete-milestone in one session", async () => {
    const { project, commands } = await inOneSession();
    console.log(commands, JSON.stringify(endOf(project), null, 1));
  });
});
