import { someOf } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { failed, result } from "../../execute/checks/place.ts";
import { MILESTONES, REQUIREMENTS } from "../paths.ts";
import { problemText } from "../phase-found.ts";
import { samePhase } from "../planning/numbers.ts";
import { nextVersion, readOverview } from "../planning/read.ts";
import { routeFacts } from "../route-facts.ts";
import {
  foldersOf,
  hasGaps,
  phaseRoute,
  projectInTheWay,
  type Route,
  type RouteFacts,
  routeWords,
  staleVerification,
  typedIn,
  VERIFIED,
} from "../routes.ts";

/** The look at a milestone before it is completed: whether everything in it is done, and what its archive will say. */

/** Names that a sentence lists. */
const MOST = 5;

/** A milestone that may be completed: what it was, and what becomes of it. */
export interface Milestone {
  /** `v1.0`. */
  version: string;
  name: string;
  /** `2026-01-31`. */
  date: string;
  /** Its phases, in their order. `folder`: below `.planning/phases`; null: it has none. */
  phases: { number: string; name: string; folder: string | null }[];
  plans: number;
  /** What is not as it should be; empty where all is. */
  open: string[];
  /** Why the person let that pass; null: they were not asked. */
  waived: string | null;
}

/** What is in the way of completing the milestone: `hard`, nobody lets that pass; `open`, the person may. */
export function standingOf(facts: RouteFacts): Record<"hard" | "open", string[]> {
  const { planning } = facts;
  const whole = projectInTheWay(facts);
  if (whole !== null) return { hard: [...whole.problems.map(problemText), wordsOf(whole, facts)], open: [] };
  // Of a phase that was done its commits are told no more: they may be squashed by now. One verification is asked for below.
  const look: RouteFacts["look"] = (number) => {
    const { problems } = facts.look(number);
    return { problems, unheld: [], stale: null };
  };
  const standing: ReturnType<typeof standingOf> = { hard: [], open: [] };
  for (const phase of planning.roadmap!.phases) {
    const [folder] = foldersOf(planning, phase.number);
    const route = phaseRoute({ ...facts, look }, phase.number);
    if (route.row === VERIFIED) continue;
    // Ticked by hand without any plan, or not verified: the person may know better.
    const mayPass =
      route.action === "verify-work"
        ? !hasGaps(folder!.verification)
        : route.action !== "mend" && phase.done && !folder?.plans.length;
    standing[mayPass ? "open" : "hard"].push(...route.problems.map(problemText), wordsOf(route, facts));
  }
  const stale = staleVerification(facts);
  const unticked = (planning.requirements ?? []).filter((one) => one.scope === "v1" && !one.done).map((one) => one.id);
  if (stale !== null)
    standing.open.push(
      `no verification is about the project as it is now: ${stale.why}; ${typedIn("verify-work", stale.phase!)}`,
    );
  if (unticked.length > 0) standing.open.push(`${REQUIREMENTS}: ${someOf(unticked, MOST)} not ticked`);
  return standing;
}

/** `phase 2: nothing is verified yet; /multi-ai:verify-work 2`. */
const wordsOf = (route: Route, { planning }: RouteFacts): string =>
  `${route.phase === null ? "" : `phase ${route.phase}: `}${route.why}; ${routeWords(route, planning).type}`;

export const survey: Check = async ({ project, run }, task) => {
  const { root } = project;
  const facts = routeFacts(root, readOverview(root));
  const { planning, archived } = facts;
  const { roadmap } = planning;
  const version = run.options.version ?? roadmap?.milestone?.version ?? nextVersion(archived);
  const { hard, open } = standingOf(facts);
  if (archived.includes(version))
    hard.push(
      `${MILESTONES}: ${version} is there already; name another: /multi-ai:complete-milestone ${nextVersion(archived)}`,
    );
  const folders = (roadmap?.phases ?? []).flatMap(({ number }) => foldersOf(planning, number));
  if (hard.length > 0) return failed(task, ...hard);
  const folderOf = (number: string) => folders.find((one) => samePhase(one.number, number));
  const record: Milestone = {
    version,
    name: run.options.name ?? roadmap!.milestone?.name ?? roadmap!.title,
    date: run.created_at.slice(0, 10),
    phases: roadmap!.phases.map(({ number, name }) => ({ number, name, folder: folderOf(number)?.name ?? null })),
    plans: folders.flatMap((one) => one.plans).length,
    open,
    waived: null,
  };
  const stated = { version, name: record.name };
  return { ...result(task, open.length > 0 ? "open" : "pass", { facts: stated, problems: open }), record };
};
