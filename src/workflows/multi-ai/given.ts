import { join, resolve } from "node:path";
import type { Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { accepted, latest, objectText } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { readPlainText, statAt } from "../../store/files/plain-file.ts";
import { readJson } from "../../store/json/read-json.ts";
import { cut, fence } from "../../text.ts";
import {
  type BriefPart,
  type Check,
  type Outputs,
  type Resolve,
  TEXT_OPTION,
} from "../contract/contract.ts";
import type { Plan } from "./plan.ts";
import { AS_GIVEN, DRAFT, FROM_PLAN, LIGHT, PLAN_FILE, PLAN_ONLY } from "./plan-file.ts";
import { planOf, storyOf } from "./record.ts";
import type { UserStory } from "./user-story.ts";

/** `--plan-only` leaves a plan in a file, and `--from-plan` begins with one. */

/** What such a file holds; one that a person wrote in words is any other text. */
interface Given {
  request?: string;
  story: UserStory;
  plan: Plan;
}
type Read = { ok: true; given: Given } | { ok: false; problem: string } | null;

/** Who wrote it, and what its reviewers made of it, is no part of a plan. */
const stated = <T extends object>(artifact: T | null): Partial<T> | null => {
  const own = ["task", "nonce", "questions", "answered", "declined"];
  return (
    artifact &&
    (Object.fromEntries(
      Object.entries(artifact).filter(([field]) => !own.includes(field)),
    ) as Partial<T>)
  );
};

/** The approved plan, once: what the person makes of the file stays. */
export function outputs({ project, run }: Scene): Outputs {
  const there = statAt(join(project.root, PLAN_FILE));
  const isDue = there === undefined || there.mtimeMs < Date.parse(run.created_at);
  const plan = {
    request: objectText(project, run.request.sha) ?? run.request.text,
    story: stated(storyOf(project, run)),
    plan: stated(planOf(project, run)),
  };
  const text = `${JSON.stringify(plan, null, 2)}\n`;
  return { files: isDue ? [{ path: PLAN_FILE, text }] : [], problems: [] };
}

/** What a file's text says; null: it is a plan in words. */
function read(text: string): Read {
  if (!text.trimStart().startsWith("{")) return null;
  const json = readJson(text);
  if (!json.ok) return { ok: false, problem: json.problem };
  const { request, story, plan } = json.value as Partial<Given>;
  if (typeof story !== "object" || typeof plan !== "object") return null;
  const found = problems({ story, plan });
  return found.length > 0
    ? { ok: false, problem: found.join("; ") }
    : { ok: true, given: { ...(typeof request === "string" && { request }), story, plan } };
}

/** What is wrong with it, by the rules that hold for what agents write. */
function problems({ story, plan }: Given): string[] {
  // The schema library: only a start and a check read such a file.
  const { kind: storyKind, checkStory } =
    require("./user-story.ts") as typeof import("./user-story.ts");
  const { kind: planKind, checkPlan } = require("./plan.ts") as typeof import("./plan.ts");
  const { problemsOf } = require("../contract/fields.ts") as typeof import("../contract/fields.ts");
  const stamp = { task: "T1", nonce: "0".repeat(16) };
  const [ofStory, ofPlan] = [
    storyKind.schema!.safeParse({ ...story, ...stamp }),
    planKind.schema!.safeParse({ ...plan, ...stamp }),
  ];
  if (!ofStory.success) return problemsOf(story, ofStory.error.issues).map((one) => `story.${one}`);
  if (!ofPlan.success) return problemsOf(plan, ofPlan.error.issues).map((one) => `plan.${one}`);
  const criteria = ofStory.data.acceptance_criteria.map(({ id }) => id);
  return [
    ...checkStory(ofStory.data).problems,
    ...checkPlan(ofPlan.data, { criteria, open: [], insisted: [] }).problems,
  ];
}

/** The entry that these options mean, and what is asked for where only a file is named. */
export const resolves: Resolve = (root, request, options = {}) => {
  const path = options[FROM_PLAN];
  const only = options[PLAN_ONLY] !== undefined;
  const isLight = options.quick !== undefined && path === undefined;
  const entry = only ? "plan" : isLight ? LIGHT : "start";
  const start = { ok: true as const, entry, request, options: {} };
  if (path === undefined) return start;
  const text = readPlainText(resolve(root, path)) ?? "";
  const found = read(text);
  if (found?.ok === false) return { ok: false, problem: `${path}: ${found.problem}` };
  if (found === null) {
    const title = /\S.*/.exec(text.replace(/^[#\s]+/, ""))?.[0] ?? "";
    return { ...start, request: request || `Carry out the plan in ${path}: ${cut(title, 200)}` };
  }
  const { given } = found;
  return {
    ...start,
    entry: only ? "given-plan" : "given",
    request: request || given.request || given.story.title,
    options: { [AS_GIVEN]: "yes" },
  };
};

const textOf = (project: Project, { options }: Run): string | null =>
  objectText(project, options[TEXT_OPTION + FROM_PLAN] ?? null);

/** What an agent has drafted, as its schema reads it: of other fields nothing was checked. */
function drafted(project: Project, sha: string): Read {
  const { kind } = require("./draft.ts") as typeof import("./draft.ts");
  const read = kind.schema!.safeParse(accepted(project, sha));
  return read.success ? { ok: true, given: read.data as object as Given } : null;
}

/** The program takes the story, or the plan, as the person gave it or an agent has drafted it. */
export const take =
  (what: "story" | "plan"): Check =>
  async ({ project, run }, { id: task }) => {
    const draft = latest(run, DRAFT);
    const found = draft === null ? read(textOf(project, run) ?? "") : drafted(project, draft);
    if (!found?.ok)
      return { outcome: "fail", tree: null, record: { task, problem: "the plan is gone" } };
    const { story, plan } = found.given;
    const commands = [...(story.test_commands ?? []), ...(plan.test_commands ?? [])];
    return {
      outcome: "done",
      tree: null,
      facts: { given: true },
      commands: [...new Set(commands)],
      record: { task, ...stated(found.given[what]) },
    };
  };

/** Characters of it that stand in a brief. */
const MAX_SHOWN = 16_000;

/** A plan in the person's words, for those who bring it into form and who review that. */
export function ownPlan({ project, run }: { project: string; run: Run }): BriefPart[] {
  const sha =
    run.options[AS_GIVEN] === undefined ? run.options[TEXT_OPTION + FROM_PLAN] : undefined;
  if (sha === undefined) return [];
  const file = join(project, ".task", "objects", sha);
  const text = readPlainText(file) ?? "";
  return [
    {
      title: "The plan that the person has written: what it decides stays",
      body: text.length > MAX_SHOWN ? `Too long to stand here: read ${file}` : fence(text),
    },
  ];
}
