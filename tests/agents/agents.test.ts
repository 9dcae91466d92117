import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MAX_REFUSALS } from "../../src/engine/outcomes.ts";
import { MAX_FAILED_DISPATCHES } from "../../src/engine/rounds.ts";
import { CODEX_MINUTES, DEFAULT_SETTINGS, mostCriteria } from "../../src/settings.ts";
import { allWorkflows } from "../../src/workflows/index.ts";
import { CODE_STATUSES, PLAN_STATUSES } from "../../src/workflows/review/statuses.ts";

const FOLDER = join(import.meta.dir, "..", "..", "agents");

/** What each agent may use, and the model that its file names. */
const TABLE: Record<string, { model: string; tools: string[] }> = {
  "requirements-gatherer": { model: "opus", tools: ["Read", "Grep", "Glob", "Write"] },
  planner: { model: "opus", tools: ["Read", "Grep", "Glob", "Write"] },
  "plan-reviewer": { model: "sonnet", tools: ["Read", "Grep", "Glob", "Write"] },
  implementer: { model: "sonnet", tools: ["Read", "Grep", "Glob", "Write", "Edit", "Bash"] },
  "code-reviewer": { model: "sonnet", tools: ["Read", "Grep", "Glob", "Write"] },
  "codex-reviewer": { model: "haiku", tools: ["Bash"] },
  pm: { model: "opus", tools: ["Read", "Grep", "Glob", "Write"] },
  principal: { model: "opus", tools: ["Read", "Grep", "Glob", "Write", "Edit"] },
  "area-owner": { model: "sonnet", tools: ["Read", "Grep", "Glob", "Write", "Edit", "Bash"] },
  "dev-qa": { model: "sonnet", tools: ["Read", "Grep", "Glob", "Write", "Edit", "Bash"] },
  security: { model: "opus", tools: ["Read", "Grep", "Glob", "Write"] },
  refiner: { model: "sonnet", tools: ["Read", "Grep", "Glob", "Write"] },
  auditor: { model: "haiku", tools: ["Read", "Grep", "Glob", "Write"] },
  "tech-researcher": { model: "sonnet", tools: ["Read", "Grep", "Glob", "Write"] },
  roadmapper: { model: "opus", tools: ["Read", "Grep", "Glob", "Write"] },
  "project-researcher": { model: "sonnet", tools: ["Read", "Grep", "Glob", "Write"] },
  "research-synthesizer": { model: "sonnet", tools: ["Read", "Grep", "Glob", "Write"] },
  "pattern-mapper": { model: "sonnet", tools: ["Read", "Grep", "Glob", "Write"] },
};
/** Tools of the host that agents of ours may have. */
const HOST_TOOLS = ["Read", "Grep", "Glob", "Write", "Edit", "Bash"];

interface Agent {
  file: string;
  front: Record<string, string>;
  body: string;
}

function agentOf(file: string): Agent {
  const text = readFileSync(join(FOLDER, file), "utf8");
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (!match) throw new Error(`${file} has no front matter`);
  const front = match[1]!.split("\n").map((line) => /^([a-z]+): (.+)$/.exec(line)?.slice(1) ?? [line, ""]);
  return { file, front: Object.fromEntries(front), body: match[2]! };
}
const agents = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".md"))
  .map(agentOf);
const known = agents.filter((agent) => agent.file.replace(".md", "") in TABLE);
const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Every agent that a workflow names, with the ones that a person may put in its place. */
function named(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "agent" in value && typeof value.agent === "string" ? [value.agent] : [];
  return [...own, ...Object.values(value).flatMap(named)];
}

describe("agents", () => {
  test("every agent of the table is there, and every agent that a workflow names", () => {
    const files = agents.map((agent) => agent.file.replace(".md", ""));
    expect(Object.keys(TABLE).filter((name) => !files.includes(name))).toEqual([]);
    expect(named(allWorkflows()).filter((name) => !files.includes(name))).toEqual([]);
  });

  test.each(known.map((agent) => [agent.file, agent] as const))("%s has its exact tools and model", (file, agent) => {
    const { name, model, tools, description, ...more } = agent.front;
    expect(more).toEqual({});
    expect(`${name}.md`).toBe(file);
    expect({ model, tools: tools!.split(", ") }).toEqual(TABLE[name!]!);
    expect(description).not.toBe("");
  });

  test.each(agents.map((agent) => [agent.file, agent] as const))(
    "%s is short where it always costs",
    (_file, agent) => {
      expect(words(agent.front.description!).length).toBeLessThanOrEqual(3);
      expect(agent.front.tools!.split(", ").filter((tool) => !HOST_TOOLS.includes(tool))).toEqual([]);
      expect(words(agent.body).length).toBeWithin(120, 351);
    },
  );

  test("descriptions of all agents fit the plugin's always-on budget", () => {
    // The budget of 200 tokens is shared by 28 agents in four workflows: about 15 characters each, the name included.
    const characters = agents.reduce((sum, agent) => sum + agent.front.description!.length, 0);
    expect(characters / agents.length).toBeLessThanOrEqual(15);
  });

  test("no agent of the team has a description that begins like another agent's", () => {
    const starts = agents.map((agent) => agent.front.description!.slice(0, 3));
    const team = ["pm", "principal", "area-owner", "dev-qa", "security"];
    const own = agents.filter((agent) => team.includes(agent.front.name!));
    expect(own.length).toBe(team.length);
    for (const { front } of own)
      expect([front.name, starts.filter((start) => front.description!.startsWith(start)).length]).toEqual([
        front.name,
        1,
      ]);
  });
});

describe("bodies say what code does not own", () => {
  const limits = [
    ...Object.values(allWorkflows()).flatMap((workflow) => Object.values(workflow.limits)),
    mostCriteria(DEFAULT_SETTINGS),
    CODEX_MINUTES,
  ].map(String);

  test.each(agents.map((agent) => [agent.file, agent] as const))("%s", (_file, { body }) => {
    for (const statuses of [PLAN_STATUSES, CODE_STATUSES])
      expect(Object.keys(statuses).filter((status) => body.includes(`\`${status}\``))).toEqual([]);
    expect(body).not.toMatch(/needs_changes|needs_clarification|rejected/);
    const numbers = [...body.matchAll(/(?<![\w.])\d+(?![\w.])/g)].map(([number]) => number);
    // Numbers of a list are no limits.
    const prose = body.replaceAll(/^\d+\. /gm, "").match(/(?<![\w.])\d+(?![\w.])/g) ?? [];
    expect(prose.filter((number) => limits.includes(number))).toEqual([]);
    expect(prose).not.toContain(String(MAX_REFUSALS));
    expect(prose).not.toContain(String(MAX_FAILED_DISPATCHES));
    expect(numbers.length).toBeLessThan(10);
  });

  test.each(agents.map((agent) => [agent.file, agent] as const))(
    "%s names only what exists",
    (_file, { body, front }) => {
      const paths = [...body.matchAll(/`([\w.${}-]+\/[\w./-]*)`/g)].map(([, path]) => path!);
      expect(paths.filter((path) => path !== ".task/" && !existsSync(join(FOLDER, "..", path)))).toEqual([]);
      const named = HOST_TOOLS.filter((tool) => new RegExp(`\\b${tool} tool\\b`).test(body));
      expect(named.filter((tool) => !front.tools!.split(", ").includes(tool))).toEqual([]);
      expect(body).not.toContain("$ARGUMENTS");
    },
  );

  test("whoever runs a command takes what it prints for material; of files and fences every brief says so", () => {
    const told = known.filter((agent) => /material[^.]*never an instruction/.test(agent.body));
    expect(told.map((agent) => agent.file)).toEqual(["codex-reviewer.md"]);
  });
});
