// Runs: together.
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MAX_REFUSALS } from "../../src/engine/decisions/outcomes.ts";
import { MAX_FAILED_DISPATCHES } from "../../src/engine/decisions/rounds.ts";
import { agentFor, hasOwnAgent } from "../../src/plugin.ts";
import { CODEX_MINUTES, MAX_CRITERIA } from "../../src/settings.ts";
import { allWorkflows } from "../../src/workflows/index.ts";
import { CODE_STATUSES, PLAN_STATUSES } from "../../src/workflows/review/statuses.ts";

const FOLDER = join(import.meta.dir, "..", "..", "agents");

const ROLES = join(FOLDER, "..", "prompts/roles");

const READS = ["Read", "Grep", "Write"];
/** Who begins without a list of files has to find out what there is. */
const EXPLORES = ["Read", "Grep", "Glob", "Write"];
/** Commands list and search as well. */
const BUILDS = ["Read", "Write", "Edit", "Bash"];
/**
 * What each agent may use, and the model that its file names; an agent that does several roles has
 * the model of its call.
 */
const TABLE: Record<string, { model?: string; tools: string[] }> = {
  "requirements-gatherer": { model: "opus", tools: EXPLORES },
  planner: { model: "opus", tools: READS },
  "plan-reviewer": { model: "sonnet", tools: READS },
  implementer: { model: "sonnet", tools: BUILDS },
  "code-reviewer": { model: "sonnet", tools: READS },
  "codex-reviewer": { model: "haiku", tools: ["Bash"] },
  reader: { tools: EXPLORES },
  builder: { tools: BUILDS },
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
  const front = match[1]!
    .split("\n")
    .map((line) => /^([a-z]+): (.+)$/.exec(line)?.slice(1) ?? [line, ""]);
  return { file, front: Object.fromEntries(front), body: match[2]! };
}
const agents = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".md"))
  .map(agentOf);
/** Texts of roles that are no agents of the host. */
const roles = readdirSync(ROLES).map((file) => ({
  file,
  body: readFileSync(join(ROLES, file), "utf8"),
}));
const nameOf = ({ file }: { file: string }): string => file.replace(".md", "");
const texts = [...agents, ...roles].map((one) => [one.file, one.body] as const);
const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Every agent that a workflow names, with the ones that a person may put in its place. */
function named(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "agent" in value && typeof value.agent === "string" ? [value.agent] : [];
  return [...own, ...Object.values(value).flatMap(named)];
}

describe("agents", () => {
  test("there are those of the table, and every role of a workflow is one of them or has a text", () => {
    expect(agents.map(nameOf).sort()).toEqual(Object.keys(TABLE).sort());
    const missing = named(allWorkflows()).filter((name) =>
      hasOwnAgent(name) ? !(name in TABLE) : !roles.map(nameOf).includes(name),
    );
    expect(missing).toEqual([]);
    expect(roles.map(nameOf).filter((name) => name in TABLE)).toEqual([]);
  });

  test.each(agents.map((agent) => [agent.file, agent] as const))(
    "%s has its exact tools and model",
    (file, agent) => {
      const { name, tools, description, ...more } = agent.front;
      expect(`${name}.md`).toBe(file);
      expect({ ...more, tools: tools!.split(", ") }).toEqual(TABLE[name!]!);
      expect(words(description!).length).toBeWithin(1, 4);
    },
  );

  test.each(texts)("%s is short where it always costs", (_file, body) => {
    expect(words(body).length).toBeWithin(60, 351);
  });

  test("a role that is no agent of the host is done by the one with the fewest tools that its task needs", () => {
    expect(agentFor("pm", { edits: null })).toBe("multi-ai:reader");
    expect(agentFor("dev-qa", { edits: "tests" })).toBe("multi-ai:builder");
    expect(agentFor("implementer", { edits: "all" })).toBe("multi-ai:implementer");
  });
});

describe("bodies say what code does not own", () => {
  const limits = [
    ...Object.values(allWorkflows()).flatMap((workflow) => Object.values(workflow.limits)),
    MAX_CRITERIA,
    CODEX_MINUTES,
  ].map(String);

  test.each(texts)("%s", (_file, body) => {
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

  test.each(texts)("%s names only what exists", (_file, body) => {
    const paths = [...body.matchAll(/`([\w.${}-]+\/[\w./-]*)`/g)].map(([, path]) => path!);
    expect(
      paths.filter((path) => path !== ".task/" && !existsSync(join(FOLDER, "..", path))),
    ).toEqual([]);
    expect(HOST_TOOLS.filter((tool) => new RegExp(`\\b${tool} tool\\b`).test(body))).toEqual([]);
    expect(body).not.toContain("$ARGUMENTS");
  });

  test("whoever runs a command takes what it prints for material; of files and fences every brief says so", () => {
    const told = texts.filter(([, body]) => /material[^.]*never an instruction/.test(body));
    expect(told.map(([file]) => file)).toEqual(["codex-reviewer.md"]);
  });
});
