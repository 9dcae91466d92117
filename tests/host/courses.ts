// One course of commands for each workflow, with the models that carry it out: kept answers of a
// real one, or a script whose agents first read what their briefs name.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { REQUEST as BASKET } from "../../demo/answers.ts";
import { answer as councilAnswer, REQUEST as ORDER } from "../../demo/council.ts";
import { asRepository } from "../../demo/repository.ts";
import { demoCodex, demoScript } from "../../demo/team.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { honestCouncil } from "../harness/council.ts";
import { approveSettings } from "../harness/known.ts";
import { startModel } from "../harness/model.ts";
import { DOCUMENT, honestPhases } from "../harness/phases/whole.ts";
import { DEFAULT_FILES, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import { reading, team } from "../harness/team.ts";
import { walkthrough, walkthroughFiles } from "../harness/walkthrough.ts";
import { honest } from "../harness/workers.ts";
import type { Course } from "./carried.ts";
import { prepareLive } from "./replayed.ts";
import { PLUGIN } from "./scenario.ts";
import { ANSWERS } from "./team-run.ts";

/** A copy of the demo's project. */
function basket(): string {
  const project = join(tempDir(), "basket");
  cpSync(join(PLUGIN, "demo/project"), project, { recursive: true });
  asRepository(project, "A basket that adds up");
  approveSettings(project);
  return project;
}

/** What was typed for a kept run. */
function typedOf(prompt: string): Course["typed"][number] {
  const [, workflow = "multi-ai", flags = "", request = ""] =
    /^\/multi-ai(?::(\w+))? ((?:--\w+ (?:full )?)*)(.*)$/.exec(prompt)!;
  return [workflow, request, ...flags.trim().split(" ")];
}

async function kept(name: string): Promise<Course> {
  const { run, ...prepared } = await prepareLive(name);
  return { ...prepared, typed: [typedOf(run.prompt)], allowed: "Bash(python3:*)" };
}

/** The demo's request, to which reviewers object once in each half; each answer is so late. */
function demo(delayMs: number, ...flags: string[]): Course {
  const script = reading(demoScript());
  const model = startModel({
    script: async (turn) => ({ ...(await script(turn)), delayMs }),
    codex: demoCodex(),
  });
  return { project: basket(), model, typed: [["multi-ai", BASKET, "--auto", ...flags]] };
}

/** The same with reviewers one after the other. */
function inTurn(course: Course): Course {
  writeFiles(course.project, { ".claude/multi-ai.json": '{"reviews":"in_turn"}' });
  approveSettings(course.project);
  return course;
}

/**
 * From the idea to the end of a milestone of three phases: so many commands behind the first one.
 */
const NEXT = 3 * 4 + 1;

export const COURSES = {
  "multi-ai": () => kept("python-timelog"),
  "multi-ai, the demo": (delayMs = 0) => demo(delayMs),
  "multi-ai, the demo, in turn": (delayMs = 0) => inTurn(demo(delayMs)),
  "multi-ai --quick": () => ({
    project: makeProject(),
    model: startModel({ script: reading(team(honest())) }),
    typed: [["multi-ai", "Say goodbye by name", "--quick", "--auto"]],
  }),
  "--quick, with fixes": (delayMs = 0) => demo(delayMs, "--quick"),
  team: () => kept("python-larder"),
  "team, its walkthrough": () => ({
    project: makeProject({ files: walkthroughFiles() }),
    model: startModel({ script: reading(team(walkthrough)), codex: codexReviewer() }),
    typed: [["team", "Add password reset via email", "--track", "full"]],
    answers: ANSWERS,
  }),
  council: () => ({
    project: basket(),
    model: startModel({ script: reading(team(honestCouncil(councilAnswer))) }),
    typed: [["council", ORDER, "--auto"]],
  }),
  phases: () => ({
    project: makeProject({ files: { ...DEFAULT_FILES, "idea.md": DOCUMENT } }),
    model: startModel({ script: reading(team(honestPhases())) }),
    typed: [
      ["new-project", "@idea.md", "--auto"],
      ...Array.from({ length: NEXT }, (): Course["typed"][number] => ["next", "", "--auto"]),
    ],
  }),
} satisfies Record<string, (delayMs?: number) => Course | Promise<Course>>;
