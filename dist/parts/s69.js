// @bun
import {
  PLUGIN
} from "./s12.js";
import {
  clip,
  someOf,
  plural
} from "./s28.js";
import {
  REQUIREMENTS,
  ROADMAP,
  PHASES
} from "./s40.js";
import {
  existing
} from "./s67.js";
import {
  problemText
} from "./s72.js";
import {
  byNumber
} from "./s43.js";

// src/workflows/phases/routes.ts
var RESUME = "resume";
var MOST = 5;
var plansOf = ({ plans }) => plans.filter(({ type }) => type !== "council");
var openPlans = (folder) => plansOf(folder).filter(({ plan }) => !folder.summaries.some((one) => one.plan === plan));
var hasGaps = (said) => said !== null && (said.status === "gaps_found" || said.status === "passed" && said.met < said.total);
var isFinished = (phase, folders) => phase.done && folders.every((one) => one.plans.every(({ summary }) => summary !== null) && !hasGaps(one.verification));
var isFinishedAtALook = (phase, look) => phase.done && look.folders.length === 1 && openPlans(look.folders[0]).length === 0 && !hasGaps(look.folders[0].verification);
function seen(planning, look) {
  const folders = new Map;
  for (const one of planning.phases)
    folders.set(one.number, [...folders.get(one.number) ?? [], one]);
  const all = (planning.roadmap?.phases ?? []).toSorted((one, other) => byNumber(one.number, other.number));
  const isOver = (one) => isFinished(one, folders.get(one.number) ?? []) || one.done && look !== undefined && isFinishedAtALook(one, look(one.number));
  const finished = new Set(all.filter(isOver).map(({ number }) => number));
  const open = all.filter(({ number }) => !finished.has(number));
  const due = open.find(({ depends_on }) => depends_on.every((one) => finished.has(one) || isEarlier(one, all)));
  return { folders, open, due: due ?? null };
}
var isEarlier = (number, [first]) => first !== undefined && byNumber(number, first.number) < 0;
var phaseDue = (planning) => seen(planning).due;
var NO_ROADMAP = `it is missing, expected the phases of the project: bring it back (git log -- ${ROADMAP} tells where it is)`;
var filesOf = (problems) => someOf([...new Set(problems.map(({ file }) => file))], MOST);
var unreadable = (problems) => problems.length === 0 ? null : { why: `${filesOf(problems)} cannot be read as it stands`, problems };
var shipped = (archived) => ({ action: "done", why: `milestone ${archived.at(-1)} is complete` });
var isShipped = ({ planning: { requirements }, archived }) => archived.length > 0 && requirements === null;
var OF_PROJECT = [
  {
    row: "paused",
    action: "resume",
    fits({ planning: { paused, state } }) {
      if (!paused)
        return null;
      return { why: (state?.paused ? state.stopped_at : null) ?? "you paused the work" };
    }
  },
  {
    row: "nothing is there",
    action: "new-project",
    fits: ({ planning }) => planning.exists ? null : { why: "there is no .planning/ here" }
  },
  {
    row: "between milestones",
    action: "done",
    fits: ({ planning: { roadmap, requirements }, archived }) => archived.length > 0 && requirements === null && (roadmap === null || roadmap.phases.length === 0) ? shipped(archived) : null
  },
  {
    row: "unreadable",
    action: "mend",
    fits: ({ planning }) => unreadable(planning.problems.filter(({ file }) => !file.startsWith(`${PHASES}/`)))
  },
  {
    row: "error",
    action: "debug",
    fits: ({ planning: { error } }) => error === null ? null : { why: `a check failed that nobody has taken up: ${error}` }
  },
  {
    row: "no roadmap",
    action: "new-project",
    fits({ planning, archived }) {
      if (planning.roadmap !== null)
        return null;
      const why = `${ROADMAP} is missing`;
      if (existing(planning, archived.length > 0) === null)
        return { why };
      return { action: "mend", why, problems: [{ file: ROADMAP, line: null, problem: NO_ROADMAP }] };
    }
  },
  {
    row: "no phases",
    action: "mend",
    fits({ planning: { roadmap } }) {
      if (roadmap.phases.length > 0)
        return null;
      const problem = 'found no phase, expected a heading such as "### Phase 1: <name>"';
      return { why: "the roadmap has no phases", problems: [{ file: ROADMAP, line: null, problem }] };
    }
  },
  {
    row: "doubled",
    action: "mend",
    fits({ planning }) {
      const { phases } = planning.roadmap;
      const problems = phases.flatMap(({ number, line }, at) => {
        const first = phases.findIndex((one) => one.number === number);
        if (first === at)
          return [];
        return [
          { file: ROADMAP, line, problem: `found phase ${number} once more (first in line ${phases[first].line})` }
        ];
      });
      return problems.length === 0 ? null : { why: "the roadmap has one number twice", problems };
    }
  },
  {
    row: "unknown dependency",
    action: "mend",
    fits({ planning, open }) {
      const { phases } = planning.roadmap;
      const known = phases.map(({ number }) => number).toSorted(byNumber);
      const problems = open.flatMap(({ number, line, depends_on }) => {
        const unknown = depends_on.filter((one) => !known.includes(one) && byNumber(one, known[0]) > 0);
        if (unknown.length === 0)
          return [];
        const problem = `phase ${number} depends on ${someOf(unknown, MOST)}, which the roadmap does not have; it has ${someOf(known, MOST)}`;
        return [{ file: ROADMAP, line, problem }];
      });
      return problems.length === 0 ? null : { why: "a phase depends on one that is not there", problems };
    }
  },
  {
    row: "all are finished",
    action: "complete-milestone",
    fits(all) {
      const { planning, open, archived, folders } = all;
      if (open.length > 0)
        return null;
      if (isShipped(all))
        return shipped(archived);
      const phases = planning.roadmap.phases.toSorted((one, other) => byNumber(one.number, other.number));
      const unread = unreadable(planning.problems);
      if (unread !== null)
        return { action: "mend", ...unread };
      const verified = phases.filter(({ number }) => folders.get(number)?.some((one) => one.verification !== null));
      const newest = verified.toReversed();
      const [last] = newest;
      if (last !== undefined && !newest.some(({ number }) => all.look(number).stale === null))
        return { action: "verify-work", phase: last.number, why: all.look(last.number).stale };
      return { why: `${plural(phases.length, "phase is", "phases are")} done` };
    }
  },
  {
    row: "each waits",
    action: "mend",
    fits({ open, due }) {
      if (due !== null)
        return null;
      const problems = open.map(({ number, line, depends_on }) => {
        const problem = `phase ${number} depends on ${someOf(depends_on, MOST)}, and one of them waits for it in turn; expected phases that can be done before it`;
        return { file: ROADMAP, line, problem };
      });
      return { why: "each phase that is open waits for another one", problems };
    }
  }
];
var OF_PHASE = [
  {
    row: "doubled folder",
    action: "mend",
    fits(_planning, _folder, { folders }, number) {
      if (folders.length < 2)
        return null;
      const names = folders.map(({ name }) => name).join(" and ");
      const problem = `found ${names} for phase ${number}, expected one folder for it`;
      return { why: `${names} have the same number`, problems: [{ file: PHASES, line: null, problem }] };
    }
  },
  {
    row: "unreadable phase",
    action: "mend",
    fits: (_planning, _folder, { problems }) => unreadable(problems)
  },
  {
    row: "a summary does not hold",
    action: "mend",
    fits: (_planning, _folder, { unheld }) => unheld.length === 0 ? null : {
      why: "a plan counts as done by its summary: mend it, or take it away to have the plan carried out",
      problems: unheld
    }
  },
  {
    row: "no requirements",
    action: "mend",
    fits({ requirements }, folder) {
      if (requirements !== null || folder !== null && plansOf(folder).length > 0)
        return null;
      const problem = "it is missing, expected the requirements that phases name, such as - [ ] **AUTH-01**: <text>";
      return { why: `${REQUIREMENTS} is missing`, problems: [{ file: REQUIREMENTS, line: null, problem }] };
    }
  },
  {
    row: "nothing is written",
    action: "discuss-phase",
    fits({ config }, folder) {
      if (folder !== null && (plansOf(folder).length > 0 || folder.context !== null || folder.research !== null))
        return null;
      return config.skip_discuss ? { action: "plan-phase", why: "it has no plans, and by config.json it is not talked over first" } : { why: "nothing is written about it yet" };
    }
  },
  {
    row: "no plans",
    action: "plan-phase",
    fits: (_planning, folder) => plansOf(folder).length > 0 ? null : { why: "it has no plans yet" }
  },
  {
    row: "begun",
    action: "execute-phase",
    fits(_planning, _folder, { begun }) {
      if (begun.length === 0)
        return null;
      return {
        why: `${someOf(begun, MOST)} has commits and no summary; you are asked before anything runs`
      };
    }
  },
  {
    row: "open plans",
    action: "execute-phase",
    fits(_planning, folder) {
      const open = openPlans(folder).map(({ id }) => id);
      if (open.length === 0)
        return null;
      return {
        why: `${open.length} of ${plural(plansOf(folder).length, "plan")} without a summary: ${someOf(open, MOST)}`
      };
    }
  },
  {
    row: "not verified",
    action: "verify-work",
    fits: (_planning, folder) => folder.verification === null ? { why: "its plans are done, and nothing is verified yet" } : null
  },
  {
    row: "stale",
    action: "verify-work",
    fits: (_planning, _folder, { stale }) => stale === null ? null : { why: stale }
  },
  {
    row: "gaps",
    action: "plan-phase",
    fits(_planning, folder) {
      const { met, total, gaps, escalated, status } = folder.verification;
      if (!hasGaps(folder.verification))
        return null;
      if (escalated)
        return { action: "verify-work", why: "rounds do not close its gaps: say what becomes of them" };
      const told = met === total ? `${folder.verification.path} says ${status}` : `${met} of ${total} criteria are met`;
      return { why: `${told}${gaps.length === 0 ? "" : `; open: ${someOf(gaps, 2)}`}` };
    }
  },
  {
    row: "a person is needed",
    action: "verify-work",
    fits: (_planning, folder) => folder.verification.status === "human_needed" ? { why: "something is left that only you can judge" } : null
  },
  {
    row: "not ticked",
    action: "verify-work",
    fits: () => ({ why: "it is verified, and its box in the roadmap is not ticked" })
  }
];
function phaseRow({ planning, look }, number) {
  const seen = look(number);
  for (const { row, action, fits } of OF_PHASE) {
    const fit = fits(planning, seen.folders[0] ?? null, seen, number);
    if (fit !== null)
      return { row, action, ...fit };
  }
  throw new Error("the last row fits always");
}
function routeOf(facts) {
  const all = { ...facts, ...seen(facts.planning, facts.look) };
  for (const { row, action, fits } of OF_PROJECT) {
    const fit = fits(all);
    if (fit !== null)
      return { row, action, phase: null, problems: [], ...fit };
  }
  const { number } = all.due;
  return { phase: number, problems: [], ...phaseRow(facts, number) };
}
var typedIn = (command, args = "") => `/${PLUGIN}:${command} ${args}`.trim();
var MOST_PROBLEMS = 8;
function routeWords({ action, phase, why, problems }, { roadmap }) {
  const name = roadmap?.phases.find(({ number }) => number === phase)?.name;
  const about = phase === null ? "" : ` phase ${phase}${name === undefined ? "" : ` (${name})`}`;
  const words = (what, type) => ({
    what,
    why,
    type,
    problems: clip(problems, MOST_PROBLEMS, problemText)
  });
  switch (action) {
    case "resume":
      return words("the work is paused", typedIn("next", "--resume"));
    case "mend":
      return words(`mend${about === "" ? " a file of .planning/" : about} by hand`, typedIn("next"));
    case "done":
      return words("nothing is left to do", typedIn("new-project", "<idea>"));
    case "new-project":
      return words("begin the project", typedIn("new-project", "<idea>"));
    case "debug":
      return words("find out what failed", typedIn("debug"));
    case "complete-milestone":
      return words("complete the milestone", typedIn(action));
    default: {
      const verb = {
        "discuss-phase": "talk over",
        "plan-phase": "plan",
        "execute-phase": "execute",
        "verify-work": "verify"
      };
      return words(`${verb[action]}${about}`, typedIn(action, phase ?? ""));
    }
  }
}
var routeText = ({ what, why, type, problems }) => [
  `${what[0].toUpperCase()}${what.slice(1)}: ${why}.`,
  ...problems.map((line) => `  ${line}`),
  `${problems.length === 0 ? "Type" : "Then type"} ${type}`
].join(`
`);

export { RESUME, openPlans, isFinished, phaseDue, NO_ROADMAP, routeOf, typedIn, routeWords, routeText };
