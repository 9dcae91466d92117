import { here } from "../../plugin.ts";
import { fold, type Layout, oneLine, table } from "../../text.ts";
import type { ProjectAnswer, ProjectCall } from "../contract/contract.ts";
import { PHASES } from "./paths.ts";
import { type Planning, problemText } from "./planning/model.ts";
import { byNumber, plainNumber } from "./planning/numbers.ts";
import { hasPlanning, readOverview } from "./planning/read.ts";
import { insertPhase } from "./planning/roadmap-change.ts";
import { isFinished, routeIn, routeText, routeWords, typedIn } from "./routes.ts";
import { writeState } from "./state.ts";
import { Stopped } from "./stopped.ts";

/** The verb `roadmap`: shows the phases and what comes next, and puts in another phase. */

const done = (lines: string[], data: object): ProjectAnswer => ({ ok: true, lines, data });
/** The answer is no, and nothing was changed. */
const no = (...lines: string[]): ProjectAnswer => ({ ok: false, lines, data: { error: lines.join("\n") } });
const wrong = (problem: string): ProjectAnswer => ({ ...no(problem), wrong: true });

const rowsOf = ({ roadmap, phases }: Planning) =>
  (roadmap?.phases ?? [])
    .toSorted((one, other) => byNumber(one.number, other.number))
    .map((phase) => {
      const { number, name, depends_on } = phase;
      const folders = phases.filter((one) => one.number === number);
      const plans = folders.flatMap((one) => one.named);
      const finished = plans.filter(({ summary }) => summary !== null).length;
      const status = isFinished(phase, folders) ? "done" : "open";
      return { number, name, status, plans: plans.length, plans_done: finished, depends_on };
    });

function tableOf(rows: ReturnType<typeof rowsOf>, { width, paint }: Layout): string[] {
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
  const { roadmap, problems, exists, error } = planning;
  const rows = rowsOf(planning);
  const milestone = roadmap?.milestone ?? null;
  const title = roadmap === null ? [] : [layout.paint.bold(oneLine(roadmap.title) || "Roadmap")];
  // Those that keep the work from going on stand with what comes next.
  const toldNext = new Set(route.problems.map(problemText));
  const others = problems.map(problemText).filter((one) => !toldNext.has(one));
  const lines = [
    ...title,
    ...(milestone === null ? [] : [`Milestone ${milestone.version} ${milestone.name}`.trim()]),
    ...(rows.length === 0 ? [] : tableOf(rows, layout)),
    ...(others.length === 0 ? [] : ["Problems:", ...others.map((line) => `  ${line}`)]),
    ...(title.length === 0 ? [] : [""]),
    routeText(words),
  ];
  const next = { action: route.action, phase: route.phase, why: route.why, type: words.type };
  const data = { exists, error, milestone, phases: rows, next, problems };
  // A file of one phase stops that phase alone.
  const isBroken = [...problems, ...route.problems].some(({ file }) => !file.startsWith(`${PHASES}/`));
  return isBroken ? { ok: false, broken: true, lines, data } : done(lines, data);
}

const NUMBER = /^#?\d{1,4}(?:\.\d{1,3})*$/;
/** A number as it was typed, such as `02`; null: it is none. */
const numberIn = (text = ""): string | null => (NUMBER.test(text) ? plainNumber(text.replace("#", "")) : null);

function insert(call: ProjectCall): ProjectAnswer {
  const [, first, ...rest] = call.args;
  const after = first === "last" ? null : numberIn(first);
  const words = fold(rest.join(" "));
  const [, name, goal] = /^(.+?): (.+)$/.exec(words) ?? [words, words, words];
  const usage = here('roadmap insert <phase> "<name>[: <goal>]"');
  if (after === null && first !== "last")
    return wrong(`found "${first ?? ""}", expected the phase behind which the new one comes, or last: ${usage}`);
  if (words === "") return wrong(`the name is missing: ${usage}`);
  const depends_on = after === null ? [] : [after];
  const phase = { name, goal, criteria: [goal], requirements: [], depends_on, risk: null };
  const run = call.live();
  if (run !== null)
    return no(
      `Run ${run} is live, and its phase has to stay what it is: ${here("park")} puts it aside, ${here("cancel")} ends it.`,
    );
  const number = insertPhase(call.root, after, phase);
  const last = `Phase ${number} inserted`;
  const state = writeState(call.root, { now: call.now, last, stopped_at: null, decisions: [] });
  const told = state.ok ? [] : state.problems.map(problemText);
  return done([`Phase ${number}: inserted.`, ...told], { phase: number });
}

/** What stands behind `roadmap`, by its first word. */
const ACTS: Record<string, (call: ProjectCall) => ProjectAnswer> = { show, insert };

export function act(call: ProjectCall): ProjectAnswer {
  const [word = "show"] = call.args;
  if (!Object.hasOwn(ACTS, word))
    return wrong(`unknown argument "${word}", expected one of ${Object.keys(ACTS).join(", ")}`);
  if (word !== "show" && !hasPlanning(call.root))
    return no(`There is no .planning/ here: ${typedIn("new-project", "<idea>")} begins a project.`);
  try {
    return ACTS[word]!(call);
  } catch (error) {
    if (error instanceof Stopped)
      return { ...no("Nothing was changed.", ...error.problems), ...(show(call).broken && { broken: true }) };
    throw error;
  }
}
