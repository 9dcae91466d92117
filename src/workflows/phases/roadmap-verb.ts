import { here } from "../../plugin.ts";
import { fold, type Layout, oneLine, table } from "../../text.ts";
import type { ProjectAnswer, ProjectCall } from "../contract/contract.ts";
import { keepPauseNotes, pauseNotes } from "./pause.ts";
import { problemText } from "./phase-found.ts";
import type { Overview, PhaseOverview, Problem, RoadmapPhase } from "./planning/model.ts";
import { byNumber, plainNumber } from "./planning/numbers.ts";
import { hasPlanning, readOverview, readRoot } from "./planning/read.ts";
import { changeRoadmap, type RoadmapChange } from "./planning/roadmap-change.ts";
import { routeIn } from "./route-facts.ts";
import { isFinished, routeText, routeWords, typedIn } from "./routes.ts";
import { writeState } from "./state.ts";

/** The verb `roadmap`: shows the phases and what comes next, pauses the work, changes which phases there are. */

const done = (lines: string[], data: object): ProjectAnswer => ({ ok: true, lines, data });
const no = (problem: string, data: object = {}): ProjectAnswer => ({
  ok: false,
  lines: [problem],
  data: { error: problem, ...data },
});
const wrong = (problem: string): ProjectAnswer => ({ ...no(problem), wrong: true });

const problemLines = (problems: readonly Problem[]): string[] => problems.map(problemText);
const unwritten = ({ problems }: { problems: Problem[] }): ProjectAnswer => ({
  ok: false,
  lines: ["Nothing was changed.", ...problemLines(problems)],
  data: { error: problemLines(problems).join("\n"), problems },
});

/** How far a phase is, by the names of its files. */
function stand(phase: RoadmapPhase, folders: readonly PhaseOverview[]): string {
  if (isFinished(phase, folders)) return "done";
  const [folder] = folders;
  if (folder === undefined) return "not begun";
  if (folders.length > 1) return "two folders";
  const { plans, verification } = folder;
  const finished = plans.filter(({ summary }) => summary !== null).length;
  if (verification?.status === "gaps_found") return "gaps";
  if (verification?.status === "human_needed") return "waits for you";
  if (plans.length > 0) return finished < plans.length ? (finished > 0 ? "at work" : "planned") : "to be verified";
  return folder.context !== null || folder.research !== null ? "talked over" : "not begun";
}

interface PhaseRow {
  number: string;
  name: string;
  status: string;
  plans: number;
  plans_done: number;
  depends_on: string[];
}

function rowsOf({ roadmap, phases }: Overview): PhaseRow[] {
  const all = (roadmap?.phases ?? []).toSorted((one, other) => byNumber(one.number, other.number));
  return all.map((phase) => {
    const folders = phases.filter(({ number }) => number === phase.number);
    const plans = folders.flatMap((one) => one.plans);
    return {
      number: phase.number,
      name: phase.name,
      status: stand(phase, folders),
      plans: plans.length,
      plans_done: plans.filter(({ summary }) => summary !== null).length,
      depends_on: phase.depends_on,
    };
  });
}

function tableOf(rows: readonly PhaseRow[], { width, paint }: Layout): string[] {
  const cells = rows.map((one) => [
    one.number,
    oneLine(one.name),
    one.status,
    one.plans === 0 ? "" : `${one.plans_done}/${one.plans}`,
    one.depends_on.join(" "),
  ]);
  const [head, ...lines] = table([["", "phase", "status", "plans", "after"], ...cells], width, [1]);
  return [paint.dim(head!), ...lines];
}

function show({ root, layout }: ProjectCall): ProjectAnswer {
  const planning = readOverview(root);
  const route = routeIn(root, planning);
  const words = routeWords(route, planning);
  const { roadmap, problems } = planning;
  const rows = rowsOf(planning);
  const milestone = roadmap?.milestone ?? null;
  const title = roadmap === null ? [] : [layout.paint.bold(oneLine(roadmap.title) || "Roadmap")];
  // Those that keep the work from going on stand with what comes next.
  const toldNext = new Set(route.problems.map(problemText));
  const others = problems.filter((one) => !toldNext.has(problemText(one)));
  return done(
    [
      ...title,
      ...(milestone === null ? [] : [`Milestone ${milestone.version} ${milestone.name}`.trim()]),
      ...(rows.length === 0 ? [] : tableOf(rows, layout)),
      ...(others.length === 0 ? [] : ["Problems:", ...problemLines(others).map((line) => `  ${line}`)]),
      ...(title.length === 0 ? [] : [""]),
      routeText(words),
    ],
    {
      exists: planning.exists,
      paused: planning.paused,
      error: planning.error,
      milestone,
      phases: rows,
      next: { action: route.action, phase: route.phase, why: route.why, type: words.type },
      problems,
    },
  );
}

const NOTHING = `There is no .planning/ here: ${typedIn("new-project", "<idea>")} begins a project.`;

const AT_REST = { stopped_at: null, decisions: [] };

function pause({ root, args, now }: ProjectCall): ProjectAnswer {
  if (!hasPlanning(root)) return no(NOTHING);
  const why = fold(args.slice(1).join(" "));
  if (why === "") return wrong(`the reason is missing: ${here('roadmap pause "<why>"')}`);
  const wrote = writeState(root, { ...AT_REST, now, last: "paused", paused: true, stopped_at: why });
  if (!wrote.ok) return unwritten(wrote);
  return done([`Paused: ${why}. ${typedIn("next")} starts nothing until ${here("roadmap resume")}.`], {
    paused: true,
    why,
    written: wrote.written,
  });
}

function resume({ root, args, now }: ProjectCall): ProjectAnswer {
  if (args.length > 1) return wrong(`unknown argument "${args[1]}": ${here("roadmap resume")}`);
  const planning = readOverview(root);
  if (!planning.exists) return no(NOTHING);
  if (!planning.paused) return no(`Nothing is paused here; ${here("roadmap")} shows what comes next.`);
  const notes = pauseNotes(root);
  const kept = keepPauseNotes(root, now);
  if (!kept.ok) return unwritten(kept);
  const wrote = writeState(root, { ...AT_REST, now, last: "resumed", paused: false });
  if (!wrote.ok) return unwritten(wrote);
  const after = readOverview(root);
  const route = routeIn(root, after);
  return done(
    [
      `Goes on.${notes.length === 0 ? "" : ` The notes on it are in ${kept.written.join(", ")}.`}`,
      routeText(routeWords(route, after)),
    ],
    { paused: false, notes: kept.written, next: { action: route.action, phase: route.phase, why: route.why } },
  );
}

const NUMBER = /^#?\d{1,4}(?:\.\d{1,3})*$/;
/** A number as it was typed, such as `02`; null: it is none. */
const numberIn = (text: string | undefined): string | null =>
  text !== undefined && NUMBER.test(text) ? plainNumber(text.replace("#", "")) : null;

/** Changes which phases there are. */
function changed({ root, now, live }: ProjectCall, asked: RoadmapChange, said: string): ProjectAnswer {
  if (readRoot(root).roadmap === null) return no(NOTHING);
  const run = live();
  if (run !== null)
    return no(
      `Run ${run} is live, and its phase has to stay what it is: ${here("park")} puts it aside, ${here("cancel")} ends it.`,
      { run },
    );
  const made = changeRoadmap(root, asked);
  if (!made.ok) return unwritten(made);
  const { phase, folder, unmapped } = made;
  const wrote = writeState(root, { ...AT_REST, now, last: `roadmap ${said}` });
  return done(
    [
      `Phase ${phase}: ${asked.kind === "insert" ? "inserted" : "removed"}.`,
      ...(folder === null ? [] : [`${folder.from} is ${folder.to} now.`]),
      ...(unmapped.length === 0 ? [] : [`No phase has ${unmapped.join(", ")} any more.`]),
      ...(wrote.ok ? [] : problemLines(wrote.problems)),
    ],
    { phase, folder, unmapped },
  );
}

function insert(call: ProjectCall): ProjectAnswer {
  const [, first, ...rest] = call.args;
  const after = first === "last" ? null : numberIn(first);
  const words = fold(rest.join(" "));
  const [, name, goal] = /^(.+?): (.+)$/.exec(words) ?? [words, words, words];
  const usage = here('roadmap insert <phase> "<name>[: <goal>]"');
  if (after === null && first !== "last")
    return wrong(`found "${first ?? ""}", expected the phase behind which the new one comes, or last: ${usage}`);
  if (words === "") return wrong(`the name is missing: ${usage}`);
  const criteria = listIn(call.options.criteria, ";");
  const phase = {
    name,
    goal,
    criteria: criteria.length > 0 ? criteria : [goal],
    requirements: listIn(call.options.requirements, ","),
    depends_on: after === null ? [] : [after],
    risk: null,
  };
  return changed(call, { kind: "insert", after, phase }, `insert ${first}`);
}

const listIn = (text: string | undefined, mark: string): string[] =>
  (text ?? "")
    .split(mark)
    .map(fold)
    .filter((one) => one !== "");

function remove(call: ProjectCall): ProjectAnswer {
  const [, typed, ...more] = call.args;
  const phase = numberIn(typed);
  if (phase === null || more.length > 0)
    return wrong(`found "${call.args.slice(1).join(" ")}", expected one phase: ${here("roadmap remove <phase>")}`);
  return changed(call, { kind: "remove", phase }, `remove ${phase}`);
}

/** What stands behind `roadmap`, by its first word. */
const ACTS: Record<string, (call: ProjectCall) => ProjectAnswer> = { show, insert, remove, pause, resume };

export function act(call: ProjectCall): ProjectAnswer {
  const [word = "show"] = call.args;
  if (!Object.hasOwn(ACTS, word))
    return wrong(`unknown argument "${word}", expected one of ${Object.keys(ACTS).join(", ")}`);
  return ACTS[word]!(call);
}
