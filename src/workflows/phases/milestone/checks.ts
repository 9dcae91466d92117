import { forBoth, startHere } from "../../../plugin.ts";
import type { Scene } from "../../../record/scene.ts";
import { fold, plural, someOf } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/workspace.ts";
import { GITKEEP, MILESTONES, PHASES, PROJECT, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { concluded, type Outcome, PROJECT_KIND } from "../planning/documents/project.ts";
import { withShipped } from "../planning/documents/roadmap.ts";
import { openTestsLines } from "../planning/documents/uat.ts";
import { withLines } from "../planning/edit.ts";
import { applyChanges, change, isThere, keepExisting, readText } from "../planning/files.ts";
import { samePhase } from "../planning/numbers.ts";
import { nextVersion } from "../planning/read.ts";
import {
  foldersOf,
  hasGaps,
  phaseRoute,
  projectInTheWay,
  type Route,
  type RouteFacts,
  routeFacts,
  routeWords,
  staleVerification,
  VERIFIED,
} from "../routes/routes.ts";
import { made, onRecord, Stopped } from "../stopped.ts";
import { archiveOf, MILESTONES_FILE, milestoneOf } from "./recorded.ts";

/**
 * The look at a milestone before it is completed: whether everything in it is done, and what its
 * archive will say.
 */

/** Names that a sentence lists. */
const MOST = 5;

/**
 * What is in the way of completing the milestone: `hard`, nobody lets that pass; `open`, the person
 * may.
 */
function standingOf(facts: RouteFacts): Record<"hard" | "open", string[]> {
  const { planning } = facts;
  const whole = projectInTheWay(facts);
  if (whole !== null) return { hard: [...whole.problems, wordsOf(whole, facts)], open: [] };
  // Of a phase that was done its commits are told no more: they may be squashed by now. One
  // verification is asked for below.
  const look: RouteFacts["look"] = (number) => ({
    problems: facts.look(number).problems,
    unheld: [],
    stale: null,
  });
  const standing: ReturnType<typeof standingOf> = { hard: [], open: [] };
  for (const phase of planning.roadmap!.phases) {
    const [folder] = foldersOf(planning, phase.number);
    if (folder !== undefined) standing.open.push(...openTestsLines([folder]));
    const route = phaseRoute({ ...facts, look }, phase.number);
    if (route.row === VERIFIED) continue;
    // Ticked by hand without any plan, or not verified: the person may know better.
    const mayPass =
      route.action === "verify-work"
        ? !hasGaps(folder!.verification)
        : route.action !== "mend" && phase.done && !folder?.plans.length;
    standing[mayPass ? "open" : "hard"].push(...route.problems, wordsOf(route, facts));
  }
  const stale = staleVerification(facts);
  const unticked = (planning.requirements ?? [])
    .filter((requirement) => requirement.scope === "v1" && !requirement.done)
    .map((requirement) => requirement.id);
  if (stale !== null)
    standing.open.push(
      `no verification covers the project as it is now: ${stale.why}; ${startHere("verify-work", stale.phase!)}`,
    );
  if (unticked.length > 0)
    standing.open.push(`${REQUIREMENTS}: ${someOf(unticked, MOST)} not ticked`);
  return standing;
}

/** `phase 2: nothing is verified yet; /multi-ai:verify-work 2`. */
const wordsOf = (route: Route, { planning }: RouteFacts): string =>
  `${route.phase === null ? "" : `phase ${route.phase}: `}${route.why}; ${routeWords(route, planning).type}`;

/**
 * A milestone that may be completed, with its version. `asked`: the one that was typed; left out:
 * the roadmap's own. @throws Stopped
 */
export function completable(facts: RouteFacts, asked?: string) {
  const { planning, archived } = facts;
  const version = asked ?? planning.roadmap?.milestone?.version ?? nextVersion(archived);
  const { hard, open } = standingOf(facts);
  if (archived.includes(version))
    hard.push(
      `${MILESTONES}: ${version} exists already; choose another: ${startHere("complete-milestone", nextVersion(archived))}`,
    );
  if (hard.length > 0) throw new Stopped(...hard);
  return { version, open };
}

/** A milestone that may be completed: what it was, and what becomes of it. */
export type Milestone = ReturnType<typeof milestoneNow>;
function milestoneNow(
  { run }: Scene,
  { planning }: RouteFacts,
  found: ReturnType<typeof completable>,
) {
  const { milestone, phases, title } = planning.roadmap!;
  const folderOf = (number: string) =>
    planning.phases.find((phase) => samePhase(phase.number, number));
  const folders = phases.map(({ number, name }) => ({ number, name, folder: folderOf(number) }));
  return {
    version: found.version,
    name: run.options.name ?? milestone?.name ?? title,
    date: run.created_at.slice(0, 10),
    /** Its phases, in their order. `folder`: below `.planning/phases`; null: it has none. */
    phases: folders.map((folder) => ({ ...folder, folder: folder.folder?.name ?? null })),
    plans: folders.flatMap(({ folder }) => folder?.plans ?? []).length,
    /** What is not as it should be; empty where all is. */
    open: found.open,
    /** What it has built, by ticked requirements, and decided. */
    outcome: {
      validated: (planning.requirements ?? [])
        .filter((requirement) => requirement.scope === "v1" && requirement.done)
        .map(({ id, text }) => ({ id, text })),
      decisions: folders.flatMap(({ number, name, folder }) =>
        (folder?.summaries ?? []).flatMap(({ decisions }) =>
          decisions.map((text) => ({ text, phase: fold(`Phase ${number}: ${name}`) })),
        ),
      ),
    } satisfies Outcome,
    /** Why the person let that pass; null: they were not asked. */
    waived: null as string | null,
  };
}

export const survey: Check = async (scene, task) => {
  const { project, run } = scene;
  const facts = routeFacts(project.root);
  const { version, open } = completable(facts, run.options.version);
  // What is left open goes into a file of the project, read again as its texts name commands.
  const again = () => routeFacts(project.root);
  const kept = forBoth(() => completable(again(), run.options.version)).open;
  const record = milestoneNow(scene, facts, { version, open: kept });
  const stated = { version, name: record.name };
  return {
    ...result(task, open.length > 0 ? "open" : "pass", { facts: stated, problems: open }),
    record,
  };
};

const called = ({ version, name }: Pick<Milestone, "version" | "name">): string =>
  fold(`${version} ${name}`);

function entry(milestone: Milestone): string[] {
  const { phases, plans, open, waived, date } = milestone;
  return [
    `## ${called(milestone)} (Shipped: ${date})`,
    "",
    `**Phases completed:** ${plural(phases.length, "phase")}, ${plural(plans, "plan")}`,
    "",
    ...(open.length === 0
      ? []
      : [
          `**Left open by the person** (${fold(waived ?? "")}):`,
          "",
          ...open.map((one) => `- ${fold(one)}`),
          "",
        ]),
    "---",
    "",
  ];
}

/**
 * `MILESTONES.md` with it, the newest first; one that is in it already is not put there again.
 * `text`: null where there is none.
 */
function withEntry(text: string | null, milestone: Milestone): string {
  const added = entry(milestone);
  if (text === null) return ["# Milestones", "", ...added].join("\n");
  const own = new RegExp(`^#+ ${RegExp.escape(milestone.version)}(?: |$)`, "m");
  if (own.test(text)) return text;
  return withLines(text, (lines) => {
    const first = lines.findIndex((line) => line.startsWith("## "));
    lines.splice(first < 0 ? lines.length : first, 0, ...(first < 0 ? [""] : []), ...added);
  });
}

/** `Phases 1-3`. */
function phasesOf({ phases }: Milestone): string {
  const numbers = phases.map((phase) => phase.number);
  return numbers.length === 1 ? `Phase ${numbers[0]}` : `Phases ${numbers[0]}-${numbers.at(-1)}`;
}

/**
 * Moves a milestone into the archive, a copy of the roadmap last: with it the milestone is over.
 * Each step finds by what is there whether it was done. @throws Stopped
 */
export function archiveMilestone(root: string, milestone: Milestone): void {
  const at = archiveOf(milestone);
  const folders = milestone.phases.flatMap(({ folder }) => (folder === null ? [] : [folder]));
  const { version, name, date, outcome } = milestone;
  const roadmap = readText(root, ROADMAP, []);
  // Agents alone read it: one that a person wrote, or that cannot be read, holds nothing up.
  const describes = PROJECT_KIND.is(readText(root, PROJECT, []) ?? "");
  made(
    applyChanges(root, [
      { path: MILESTONES_FILE, edit: (before) => withEntry(before, milestone) },
      ...folders.map((folder) => ({ from: `${PHASES}/${folder}`, to: `${at.phases}/${folder}` })),
      // Git keeps no empty folder, and tools of GSD need this one.
      keepExisting(GITKEEP, ""),
      { from: REQUIREMENTS, to: at.requirements },
      ...(describes ? [change(PROJECT, (text) => concluded(text, version, date, outcome))] : []),
      ...(isThere(root, ROADMAP)
        ? [
            keepExisting(at.roadmap, roadmap ?? ""),
            change(ROADMAP, (text) =>
              withShipped(text, { version, name, phases: phasesOf(milestone), date }),
            ),
          ]
        : []),
    ]),
  );
}

export const archive: Check = async (scene, task) => {
  const milestone = onRecord(milestoneOf(scene));
  archiveMilestone(scene.project.root, milestone);
  const { version } = milestone;
  const at = archiveOf(milestone);
  return result(task, "pass", {
    facts: {
      version,
      paths: [at.roadmap, at.requirements, `${at.phases}/`, MILESTONES_FILE, ROADMAP, GITKEEP],
    },
  });
};
