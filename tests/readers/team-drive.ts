// Makes the project of a case of the team workflow, and the exact prompt that its real reader gets.
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { bodyText } from "../../src/run/brief.ts";
import { sha256 } from "../../src/store/journal.ts";
import { fence } from "../../src/text.ts";
import { BRIEFS } from "../../src/workflows/team/brief.ts";
import { parseBrief } from "../../src/workflows/team/documents/brief.ts";
import { parseDesignSpec } from "../../src/workflows/team/documents/design-spec.ts";
import { MAX_PROMOTED } from "../../src/workflows/team/documents/lessons.ts";
import type { BriefFacts } from "../../src/workflows/team/facts.ts";
import { type Files, git, writeFiles } from "../harness/project.ts";
import { KINDS } from "../workflows/team/kinds/given.ts";
import { CASES, filesOf } from "./case.ts";
import { agentBody } from "./drive.ts";
import { loadTeamCase, TEAM_CASES, type TeamCase } from "./team-case.ts";

const AREAS: Record<string, readonly string[]> = {
  backend: ["src/backend/**"],
  frontend: ["src/frontend/**"],
  platform: ["src/platform/**"],
};
const TEAM_TASK = "T7";
const NOW = "2026-03-26T11:20:00Z";
const DIFF_CONTEXT = "-U3";

export interface TeamPrepared {
  case: TeamCase;
  root: string;
  nonce: string;
  prompt: string;
}

export const teamNonce = (one: TeamCase): string => sha256(`${one.name} ${TEAM_TASK}`).slice(0, 32);

/** All that the reader finds, by path: the project, what was built, and the documents of the feature. */
export function givenFiles(one: TeamCase): Files {
  const documents: Files = {};
  for (const folder of ["pipeline"]) {
    const texts = filesOf(join(one.folder, folder));
    for (const [path, text] of Object.entries(texts)) documents[`${folder}/${path}`] = text;
  }
  return {
    ...filesOf(join(CASES, "projects", "accounts")),
    ...(one.feature ? filesOf(join(TEAM_CASES, "feature")) : {}),
    ...filesOf(join(one.folder, "change")),
    ...documents,
  };
}

/** The facts of the brief, as code would know them in this project. */
export function teamFacts(one: TeamCase, root: string): BriefFacts {
  const text = (path: string): string | null =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : null;
  const brief = text("pipeline/brief.md");
  const criteria = brief === null ? [] : parseBrief(brief).brief.criteria;
  const design = text("pipeline/design-spec.md");
  const numbers = criteria.map(({ number }) => number);
  const spec = design && parseDesignSpec(design, { areas: Object.keys(AREAS), criteria: numbers }).spec;
  return {
    again: false,
    assumed: null,
    beforeBuild: false,
    rejudged: [],
    unbuilt: [],
    mayDecline: [],
    declined: [],
    common: [],
    task: TEAM_TASK,
    nonce: teamNonce(one),
    role: one.role,
    item: one.item,
    track: "full",
    now: NOW,
    project: root,
    areas: AREAS as Record<string, string[]>,
    criteria,
    openQuestions: [],
    warnings: one.warnings,
    notes: [],
    nextAdr: one.nextAdr,
    reviews: one.reviews,
    newToIt: [],
    blockers: [],
    decision: null,
    workdir: null,
    lessons: one.lessons,
    tests: [],
    qa: ["tests/**"],
    triggers: one.triggers,
    maxLessons: MAX_PROMOTED,
    maxCriteria: 12,
    files: Object.keys(filesOf(join(one.folder, "change"))),
    conflicts: [],
    has: { brief: true, design: true },
    others: "beside",
    openPoints: [],
    first: ["AGENTS.md", "CLAUDE.md", "pipeline/context.md"].map((path) => join(root, path)).filter(existsSync),
    components: spec ? spec.components : [],
  };
}

/** Makes the project in a new or empty folder. @throws when the folder has something in it, or there is no such case */
export function prepareTeam(name: string, folder: string): TeamPrepared {
  const one = loadTeamCase(name);
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty; name a new folder`);
  const root = realpathSync(folder);
  writeFiles(root, filesOf(join(CASES, "projects", "accounts")));
  git(root, "init", "-q", "-b", "main");
  git(root, "config", "user.name", "Test Person");
  git(root, "config", "user.email", "test@example.invalid");
  git(root, "add", "-A");
  git(root, "commit", "-q", "-m", "start");
  writeFiles(root, givenFiles(one));
  git(root, "add", "-A");
  const diff = git(root, "diff", "--cached", DIFF_CONTEXT, "HEAD", "--", "src", "tests");
  git(root, "commit", "-q", "--allow-empty", "-m", "feature");
  const common = [
    { title: "Request", body: fence(one.request) },
    { title: "The change", body: diff.trim() === "" ? "" : fence(diff) },
  ];
  const facts = { ...teamFacts(one, root), common };
  const header = [
    "run: team-00000001",
    `task: ${facts.task}`,
    `nonce: ${facts.nonce}`,
    "round: 1",
    `writes: ${root}/${one.writes}`,
  ];
  const kind = KINDS[one.kind]!;
  const text = bodyText(root, { id: TEAM_TASK, writes: one.writes }, BRIEFS[one.brief]!, kind, facts);
  mkdirSync(join(root, one.writes, ".."), { recursive: true });
  return {
    case: one,
    root,
    nonce: facts.nonce,
    prompt: `${agentBody(one.agent)}\n\n${header.join("\n")}\n\n${text}`,
  };
}
