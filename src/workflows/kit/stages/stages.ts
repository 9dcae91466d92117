import { keysOfGroup } from "../../../engine/gates.ts";
import { againOf, isOver, openFindings, tasksOf } from "../../../engine/run.ts";
import {
  type Absent,
  type Ask,
  type BlockingAsk,
  type BlockingMove,
  type Bounds,
  type CheckGate,
  type Fix,
  type Functions,
  type Gate,
  isWork,
  type Move,
  type ProduceGate,
  type ReviewGate,
  review,
  type Who,
  type Workflow,
} from "../../../engine/workflow.ts";
import * as asks from "../../contract/asks.ts";
import type { Brief, BriefPart, WorkflowModule } from "../../contract/contract.ts";
import { CODE_STATUSES, PLAN_STATUSES } from "../../review/statuses.ts";
import { UNSHOWN, unshownToAsk } from "../../tests/evidence.ts";
import {
  baselineCannotRun,
  baselineStops,
  nameAnother,
  testAsks,
} from "../../tests/test-questions.ts";
import type { KitFacts } from "../facts.ts";
import { checkpointGate, produceGate } from "./gates.ts";
import { TEST_PARTS } from "./test-parts.ts";

/**
 * The stages of a workflow. Each is one value that brings its gates, what its briefs say and the
 * kinds of its artifacts, with defaults for all that workflows have in common; `chainOf` puts them
 * one after the other.
 */

/** What a brief says: the text, or what makes it of the facts of a dispatch. */
export interface BriefText<F extends KitFacts = KitFacts> {
  work: string | ((facts: F) => string);
  /** In place of it for a reviewer who has looked before. */
  again?: string;
  /** It holds the output of what failed. */
  failures?: true;
  /** It leaves out the request. */
  request?: false;
  /** What its agent has to know beside what every brief of the kit says. */
  more?(facts: F): BriefPart[];
  /** It leaves out minor findings: which are fixed was chosen. */
  minors?: false;
  /** It names the tests that passed. */
  passed?: true;
  use?: Brief<F>["use"];
  shows?: Brief<F>["shows"];
}
type Said = BriefText | BriefText["work"];
const briefText = (words: Said, more: Partial<BriefText> = {}): BriefText => ({
  ...more,
  ...(typeof words === "string" || typeof words === "function" ? { work: words } : words),
});

/**
 * Whoever changes the project opens files anyway, what to do among them; after a review, the
 * findings are mostly enough.
 */
const CHANGES = { use: () => "opened" } satisfies Partial<BriefText>;
const MENDS = { use: () => "there" } satisfies Partial<BriefText>;
/**
 * The first of several reviewers holds the change against all that was asked, and is shown the
 * whole of `reads`.
 */
const ofTree = (opened: string[], reads: string[], group: string): Partial<BriefText> => ({
  passed: true,
  use(path, { isAgain, scene: { workflow, run }, task }) {
    const isFirst = keysOfGroup(workflow, run, group)[0] === task.gate;
    return !isAgain && (opened.includes(path) || (isFirst && reads.includes(path)))
      ? "shown"
      : "there";
  },
});
/** Who reviews a document looks first into the files that it is about. */
const OF_FILE: Partial<BriefText> = {
  shows: ({ touches, isAgain }) => (isAgain ? [] : touches),
};

/** Tables of a workflow's data to which stages add. */
const TABLES = ["roles", "selectors", "bars", "shows", "panels", "waves"] as const;

/** Parts of a workflow's module; briefs that are no data are loaded on use. */
export interface ModuleParts<F = KitFacts>
  extends Partial<Omit<WorkflowModule<F>, "workflow" | "briefs" | "briefFacts" | "report">> {
  briefs?: () => WorkflowModule<F>["briefs"];
  /** What its briefs are made of beside the facts that there are. */
  addsFacts?(base: KitFacts, ...of: Parameters<WorkflowModule["briefFacts"]>): KitFacts;
}

/** What a stage brings beside gates, and beside briefs and artifacts of the kit's own. */
interface Adds {
  tables?: Partial<Pick<Workflow, (typeof TABLES)[number]>>;
  bounds?: Workflow["bounds"];
  module?: ModuleParts;
}

/** What makes an artifact of the kit. */
export type KitKind = "result" | "tree-review" | "document-review";

/**
 * A part of the project that an agent may change: by the names of files, with the reason for its
 * agent.
 */
interface Part {
  may(path: string): boolean;
  why: string;
}

/** Whoever wrote what is tested or reviewed mends it. */
interface Author {
  called: string;
  who: Who;
  token: string;
  reads: string[];
  writes: string;
  kind: string;
  edits?: string;
}

/** Where a stage stands in its workflow. */
interface StagePosition {
  after: string[];
  authors: readonly Author[];
  /** The first group of reviews of the tree. */
  guards: string | undefined;
}

const MEND = "Answer every finding below, or decline one that is wrong.";

/** What the briefs of an author's fixes say. */
export const fixBriefs = (called: string, fix?: Said): Record<string, Said> => ({
  [`fix-${slug(called)}`]: briefText(fix ?? `A reviewer asked for changes. ${MEND}`, MENDS),
  [`rework-${slug(called)}`]: briefText(
    `A reviewer rejected this: it needs major rework. ${MEND} All reviewers look again afterwards.`,
    CHANGES,
  ),
});

interface Brought {
  gates: Gate[];
  briefs: Record<string, Said>;
  kinds?: Record<string, KitKind>;
  parts?: Record<string, Part>;
  limits?: Record<string, number>;
  rules?: Workflow["rules"];
  adds?: Adds;
}

export interface Stage {
  author?: Author;
  guards?: string;
  bring(place: StagePosition): Brought;
}

const slug = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");

/** The author of the tree, or of a file of the run. @throws Error where no stage writes it */
function authorOf({ authors }: StagePosition, file: string | undefined): Author {
  const found = authors.find((author) =>
    file === undefined ? author.edits !== undefined : author.writes === file,
  );
  if (!found)
    throw new Error(
      `no stage before it ${file === undefined ? "changes the project" : `writes ${file}`}`,
    );
  return found;
}

const fixOf = (
  { called, who, writes, kind, edits }: Author,
  by: string,
  name: string,
  how = "Fix",
): Fix => ({
  who,
  title: `${how} ${called} - ${by}`,
  token: `fix_${slug(called)}_${name}`,
  writes,
  schema: kind,
  brief: `${slug(how)}-${slug(called)}`,
  ...(edits === undefined ? {} : { edits }),
});

/** Kind of the artifact in which an agent says what it has changed. */
export const RESULT = "impl-result";

const partial: Ask = {
  ask: "partial",
  options: {
    again: asks.again,
    accept: asks.accept,
    stop: asks.stop,
    other: asks.other,
    answer: asks.hint,
  },
};
export const resultMoves: Record<string, Move> = {
  complete: "next",
  partial: "again",
  partial_reason: partial,
  // Only a command that the host refused is missing: the program's own run shows what the agent
  // could not see.
  partial_denied: { if: "approvedTests", then: "next", else: partial },
  unchanged: { ...partial, ask: "unchanged" },
  failed: { ...partial, ask: "failed" },
};

type OfGate = "token" | "part" | "each" | "when" | "reads" | "writes" | "documents";

export interface WorkSpec
  extends Partial<Pick<ProduceGate, OfGate | "on" | "tests" | "stays" | "stuck">> {
  key: string;
  title: string;
  who: Who;
  /** What it makes, in a word, such as `Code`: fixes of it are called so. Left out: the title. */
  called?: string;
  /**
   * An artifact of the workflow's own, which changes nothing of the project. Left out: the result
   * of a change.
   */
  kind?: string;
  /**
   * The part of the project that it may change, or its name where the workflow has a rule of its
   * own; left out: all of it.
   */
  edits?: Part | string;
  /** Left out: it is none of the chain's data. */
  brief?: Said;
  /** By what name the brief is known, where that is not the key. */
  briefName?: string;
  /** In place of the kit's own words, when findings are to be mended. */
  fix?: Said;
}

/** An agent makes something: a change of the project, or an artifact of the workflow's own. */
export function work(spec: WorkSpec): Stage {
  const {
    key,
    title,
    who,
    called = title,
    kind: own,
    edits,
    brief,
    briefName = key,
    fix,
    ...more
  } = spec;
  const { token = slug(key), reads = [], writes = `.task/${key}.json` } = more;
  const isChange = own === undefined;
  const kind = own ?? RESULT;
  const author: Author = {
    called,
    who,
    token,
    reads,
    writes,
    kind,
    ...(isChange && { edits: edits ? key : "all" }),
  };
  return {
    author,
    bring: ({ after }) => ({
      gates: [
        produceGate({
          key,
          title,
          after,
          who,
          schema: kind,
          brief: briefName,
          ...(isChange && { edits: author.edits!, stays: true as const, on: resultMoves }),
          ...(typeof edits === "string" && { edits }),
          ...more,
          token,
          reads,
          writes,
        }),
      ],
      briefs: {
        ...(brief && { [briefName]: briefText(brief, isChange ? CHANGES : {}) }),
        ...(isChange
          ? fixBriefs(called, fix)
          : { [`fix-${slug(called)}`]: briefText(fix ?? `A reviewer asked for changes. ${MEND}`) }),
      },
      ...(isChange && { kinds: { [kind]: "result" as const } }),
      ...(typeof edits === "object" && { parts: { [key]: edits } }),
    }),
  };
}

/** Who reviews. `who`: with the agent that the stage has for it. */
export interface Reviewer {
  name: string;
  title: string;
  /** Of code: with scripts of its own. */
  runs?: true;
  who(agent: string): Who;
}
const MODELS: Record<string, string> = { opus: "Opus", sonnet: "Sonnet", haiku: "Haiku" };
const reviewerOf = (one: Reviewer | string): Reviewer =>
  typeof one === "string"
    ? {
        ...{ name: one, title: MODELS[one] ?? one },
        who: (agent) => ({ agent, model: one }),
        ...(one === "opus" && { runs: true as const }),
      }
    : one;

interface ReviewedSpec {
  key: string;
  title: string;
  token?: string;
  /** Each after the one before it: a model of the host, or somebody else. */
  reviewers: readonly (Reviewer | string)[];
  /** What each of them does, in their order, where the run has several; left out: all of it. */
  own?: readonly string[];
  /** The file of the run that is reviewed; left out: the project's tree. */
  of?: string;
  /** What they read beside what the author wrote. */
  reads?: string[];
  /**
   * What of it a reviewer of the tree opens at its first look, mostly the last one; left out: all.
   */
  opened?: string[];
  /** Begins the names of their files. */
  files?: string;
  brief: string;
  /** What they have to know beside what every brief of the kit says. */
  more?: BriefText["more"];
  /** A rule: where it does not hold, nobody looks. */
  when?: string;
  /** The part of the workflow that one belongs to, where a variant leaves it out. */
  part?(name: string): string | undefined;
  /** What comes without a question where the provider of one is not there. */
  absent?: Absent;
}

export const REVIEW_AGAIN =
  "Review again: answer each earlier finding in `prior` by what stands there now, then look for what the changes broke.";
/**
 * Where rounds or tries are spent: one more, which words of the person count as, or one by another
 * model, as it is, or stop.
 */
const spent = (fix: Fix): BlockingAsk["options"] => ({
  continue: { move: { fix, then: "self" } },
  accept: asks.accept,
  stop: asks.stop,
  other: { move: { fix: { ...fix, who: asks.OTHER_MODEL }, then: "self" } },
});
/** The person is asked where a program beside the host gives no verdict. */
const failed = (agent: string): BlockingAsk => ({
  ask: "provider-failed",
  options: {
    retry: asks.again,
    substitute: { move: { substitute: { agent, model: "opus" } } },
    waive: asks.waive,
    stop: asks.stop,
  },
});

/** Before the last reviewer's approval counts: lines that nobody was shown, by name. */
const unshown: Ask = {
  ask: UNSHOWN,
  auto: "waive",
  options: { waive: { move: "next", reason: true }, again: asks.again, stop: asks.stop },
};
/** A test that proved a finding cannot be run on the fix, which its reviewer approves. */
const UNPROVEN = "unproven";
/** Whether that has to be asked; without a person it stays open, and is counted. */
const isUnproven: Functions["rules"][string] = (run, { key }) =>
  !run.auto &&
  openFindings(run, [key]).some(
    (finding) => finding.severity !== "minor" && againOf(run, finding)?.shown === "unknown",
  );
const isUnshown: Functions["rules"][string] = (run, gate) => {
  const now = tasksOf(run, gate.key).at(-1);
  const isLast = !run.tasks.some(
    (task) => task.schema === now?.schema && task.id !== now.id && !isOver(task),
  );
  return isLast && unshownToAsk(run).length > 0;
};

/**
 * Reviewers of the tree, or of a file of the run; what they find is mended by its author, and they
 * look again.
 */
export function reviewed(spec: ReviewedSpec): Stage {
  const {
    key,
    title,
    token = slug(key),
    of,
    files = key,
    brief,
    reads = [],
    opened = reads,
  } = spec;
  const agent = of === undefined ? "code-reviewer" : "plan-reviewer";
  const group = `${token}s`;
  const reviewers = spec.reviewers.map(reviewerOf);
  const kind = of === undefined ? "code-review" : "plan-review";
  return {
    ...(of === undefined && { guards: group }),
    bring(place) {
      const author = authorOf(place, of);
      const name = slug(author.called);
      const gateFor = (reviewer: Reviewer, after: string[], isLast: boolean): ReviewGate => {
        const who = reviewer.who(agent);
        const part = spec.part?.(reviewer.name);
        const mended = fixOf(author, reviewer.title, reviewer.name);
        const fix: BlockingMove = { fix: mended, then: "self" };
        const common = {
          ...(part !== undefined && { part }),
          ...(spec.when && { when: spec.when }),
          key: `${key}-${reviewer.name}`,
          title: `${title} - ${reviewer.title}`,
          token: `${token}_${reviewer.name}`,
          after,
          reviewer: reviewer.name,
          group,
          ...(reviewers.length > 1 && { beside: true as const }),
          ...(of === undefined && reviewer.runs && { runs: "always" }),
          who,
          reads: [...reads, author.writes],
          writes: `.task/${files}-${reviewer.name}.json`,
          schema: kind,
          brief: `review-${name}`,
          limit: { ask: "escalation", options: spent(mended) },
          bounded: asks.boundedOrWaived,
          stuck: asks.stuckOrWaived,
          stale: asks.stale,
          ...("provider" in who && {
            failed: failed(agent),
            ...(spec.absent && { absent: spec.absent }),
          }),
        };
        const on = { approved: "next", needs_changes: fix } as const;
        if (of === undefined) {
          const rework = {
            fix: fixOf(author, reviewer.title, reviewer.name, "Rework"),
            then: "group",
          } as const;
          return review({
            ...common,
            of: { tree: "all" },
            statuses: CODE_STATUSES,
            on: {
              ...on,
              approved: {
                if: UNPROVEN,
                then: {
                  ask: UNPROVEN,
                  options: {
                    accept: asks.accept,
                    again: asks.again,
                    mend: { move: fix, reason: true },
                    stop: asks.stop,
                  },
                },
                else: { if: UNSHOWN, then: unshown, else: "next" },
              },
              rejected: rework,
            },
          });
        }
        const clarify = { ask: "clarification", options: { answer: asks.again } } as const;
        const { rejected: _, ...statuses } = PLAN_STATUSES;
        const ofFile = { ...common, of: { file: of } };
        const moves = { ...on, needs_clarification: clarify };
        // Only the last of them may reject it: the others send it back.
        if (!isLast) return review({ ...ofFile, statuses, on: moves });
        const rejected = {
          ask: "plan-rejected",
          options: {
            stop: asks.stop,
            revise: { move: fix, reason: true },
            overrule: asks.overrule,
          },
        } as const;
        return review({ ...ofFile, statuses: PLAN_STATUSES, on: { ...moves, rejected } });
      };
      const gates = reviewers.map((reviewer, at) => {
        const before = reviewers[at - 1];
        return gateFor(
          reviewer,
          before ? [`${key}-${before.name}`] : place.after,
          at === reviewers.length - 1,
        );
      });
      const work = ({ scene: { workflow, run }, task }: KitFacts): string => {
        const isAlone = keysOfGroup(workflow, run, group).length === 1;
        const own = isAlone
          ? undefined
          : spec.own?.[gates.findIndex((gate) => gate.key === task.gate)];
        return own === undefined ? brief : `${brief} ${own}`;
      };
      return {
        gates,
        briefs: {
          [`review-${name}`]: {
            work,
            again: REVIEW_AGAIN,
            ...(spec.more && { more: spec.more }),
            ...(of === undefined ? ofTree(opened, reads, group) : OF_FILE),
          },
        },
        kinds: { [kind]: of === undefined ? "tree-review" : "document-review" },
        ...(of === undefined && { rules: { [UNSHOWN]: isUnshown, [UNPROVEN]: isUnproven } }),
        limits: { per_reviewer: 10, [group]: of === undefined ? 15 : 10 },
      };
    },
  };
}

/** A gate that is a stage by itself: a review, or a panel, by rules of the workflow's own. */
export const single = (gate: Gate): Stage => ({
  bring: ({ after }) => ({ gates: [{ ...gate, after }], briefs: {} }),
});

interface AskedSpec extends Omit<Ask, "ask"> {
  key: string;
  title: string;
  token?: string;
  part?: string;
  /** A rule: where it does not hold, nobody is asked. */
  when?: string;
}

/**
 * The person decides whether the run goes on: the question of this key, whose words the workflow
 * has.
 */
export const asked = ({ key, title, token = slug(key), part, when, ...ask }: AskedSpec): Stage => ({
  bring: ({ after }) => ({
    gates: [
      checkpointGate(
        { key, title, token, after, ...(part && { part }), ...(when && { when }) },
        ask,
      ),
    ],
    briefs: {},
  }),
});

interface TestedSpec {
  /**
   * Kinds of artifacts that name test commands. Left out: the person is asked, where the settings
   * name none.
   */
  named?: string[];
}

type TestGate = Pick<CheckGate, "key" | "title" | "token" | "after" | "on"> & Partial<CheckGate>;
const TEST_GATE = {
  ...{ gate: "check", schema: "test-record", brief: "tests", fixes: "tests", reads: [] },
  ...{ limit: asks.checkStuck, stuck: asks.checkStuck },
} satisfies Partial<CheckGate>;
/** The program runs the tests on what was there before the run. */
export const testsBefore = (gate: TestGate): CheckGate => ({
  ...TEST_GATE,
  ...{ who: { program: "baseline" }, writes: ".task/tests-baseline.json", when: "newTests" },
  ...gate,
});
/** The same on what is there now. */
export const testsNow = (gate: TestGate): CheckGate => ({
  ...TEST_GATE,
  ...{ who: { program: "tests" }, writes: ".task/tests.json", when: "approvedTests" },
  ...gate,
});
/** Whoever mends what a test found is told so. */
export const FIX_TESTS: BriefText = {
  work: "The program ran the tests, and what is new below failed. Find out why and fix the cause.",
  failures: true,
  ...MENDS,
};
/** Asked before anything is changed, so that what is red then is nobody's fault later. */
const UNKNOWN = "testsUnknown";

/**
 * The program runs the project's tests: once before the first change, and after whatever changes
 * the project. Its author mends what is red: nobody of the guarded group reviews a tree where a
 * test fails that passed before.
 */
export function tested({ named }: TestedSpec = {}): Stage {
  return {
    bring(place) {
      const author = authorOf(place, undefined);
      const mended = { ...fixOf(author, "Tests", "tests"), brief: "fix-tests" };
      const mend: Move = { fix: mended, then: "self" };
      const further = {
        options: {
          continue: { move: mend },
          accept: asks.accept,
          stop: asks.stop,
          name: nameAnother,
        },
      };
      const none = testAsks.none;
      const ask: Gate = {
        gate: "checkpoint",
        key: "test-commands",
        title: "Test commands",
        token: "test_commands",
        after: place.after,
        when: UNKNOWN,
        ask: { ...none, options: { ...none.options, name: nameAnother } },
      };
      const baseline = testsBefore({
        key: "tests-baseline",
        title: "Tests - Baseline",
        ...(named
          ? { after: [], token: null, afterKinds: named }
          : { after: [ask.key], token: "tests_baseline" }),
        on: {
          pass: "next",
          red: "next",
          cannot_run: baselineStops,
          to_come: baselineCannotRun,
          none: "next",
        },
      });
      const current = testsNow({
        after: [],
        key: "tests",
        title: "Tests",
        token: author.token,
        reads: [...author.reads, author.writes],
        afterKinds: [author.kind],
        ...(place.guards !== undefined && { guards: place.guards }),
        on: {
          pass: "next",
          known: "next",
          none: "next",
          fail: mend,
          unclear: { ask: "tests-unclear", ...further },
          // Whoever reviews the code answers for each; else the person does.
          lost: place.guards === undefined ? { ask: "tests-lost", ...further } : "next",
          cannot_run: {
            ask: "tests-cannot-run",
            options: { again: asks.again, waive: asks.waive, stop: asks.stop, name: nameAnother },
          },
        },
        limit: { ask: "tests-limit", options: { ...spent(mended), name: nameAnother } },
      });
      return {
        gates: [...(named ? [] : [ask]), baseline, current],
        briefs: { "fix-tests": FIX_TESTS },
        limits: { tests: 3 },
        ...(!named && {
          rules: {
            [UNKNOWN]: ({ settings, tests }) =>
              settings.tests.run && tests.decided.length === 0 && !tests.none,
          },
        }),
        adds: { module: TEST_PARTS },
      };
    },
  };
}

/** What normal work stays well below. */
export const WORKS: Bounds = { tool_calls: 600, minutes: 180, tokens: 15_000_000 };
const LOOKS: Bounds = { tool_calls: 300, minutes: 90, tokens: 6_000_000 };

interface ChainSpec extends Partial<Omit<Workflow, "name" | "entries">> {
  name: string;
  stages: readonly Stage[];
  /** Other entries, by name; tables and parts of the module come from `stages` alone. */
  entries?: Record<string, readonly Stage[]>;
  /** Gates that a changed request may go back to; left out: the first one. */
  back?: Record<string, string>;
  variants?: Workflow["entries"][string]["variants"];
}

/** A workflow's data, and what its stages have brought beside it. */
export interface Chain {
  workflow: Workflow;
  briefs: Record<string, BriefText>;
  kinds: Record<string, KitKind>;
  parts: Record<string, Part>;
  adds: Adds[];
}

/** Stages one after the other. @throws Error where two of them bring the same gate */
function inOrder(name: string, stages: readonly Stage[]): { gates: Gate[]; brought: Brought[] } {
  const authors = stages.flatMap(({ author }) => author ?? []);
  const guards = stages.find((stage) => stage.guards !== undefined)?.guards;
  const gates: Gate[] = [];
  const brought: Brought[] = [];
  for (const stage of stages) {
    const last = gates.findLast((gate) => gate.gate !== "check" || gate.afterKinds === undefined);
    const one = stage.bring({ after: last ? [last.key] : [], authors, guards });
    const twice = one.gates.find(({ key }) => gates.some((gate) => gate.key === key));
    if (twice) throw new Error(`${name}: two stages have the gate "${twice.key}"`);
    gates.push(...one.gates);
    brought.push(one);
  }
  return { gates, brought };
}

/** A workflow of stages one after the other. */
export function chainOf({
  name,
  stages,
  entries = {},
  back,
  variants,
  limits,
  bounds,
  rules,
  ...more
}: ChainSpec): Chain {
  const { gates, brought } = inOrder(name, stages);
  const others = Object.entries(entries).map(
    ([entry, some]) => [entry, inOrder(name, some)] as const,
  );
  const every = [{ gates, brought }, ...others.map(([, other]) => other)];
  const all = <K extends "briefs" | "kinds" | "parts" | "limits" | "rules">(
    field: K,
  ): NonNullable<Brought[K]> =>
    Object.assign({}, ...every.flatMap((one) => one.brought).map((one) => one[field]));
  // A brief that no task gets, such as that of a rework where nobody may reject, is none of the
  // workflow's.
  const allGates = every.flatMap((one) => one.gates);
  const data = JSON.stringify(allGates);
  const briefs = Object.entries(all("briefs")).filter(([brief]) =>
    data.includes(`"brief":"${brief}"`),
  );
  const agents = allGates
    .flatMap((gate) => (gate.gate === "wave" ? gate.body : [gate]))
    .filter(isWork)
    .flatMap(({ who, ...gate }): [string, Bounds][] =>
      "agent" in who
        ? [[who.agent, "edits" in gate && gate.edits !== undefined ? WORKS : LOOKS]]
        : [],
    );
  const adds = brought.flatMap((one) => one.adds ?? []);
  const tables = TABLES.flatMap((table) => {
    const rows = [...adds.map((add) => add.tables?.[table]), more[table]].filter(
      (one) => one !== undefined,
    );
    return rows.length === 0 ? [] : [[table, Object.assign({}, ...rows)]];
  });
  return {
    workflow: {
      name,
      files: ".task",
      rules: { ...all("rules"), ...rules },
      limits: { ...all("limits"), ...limits },
      bounds: Object.assign(Object.fromEntries(agents), ...adds.map((add) => add.bounds), bounds),
      idle: "idle",
      complete: "complete",
      ...more,
      ...Object.fromEntries(tables),
      entries: {
        start: { gates, ...(variants && { variants }), back: back ?? { beginning: gates[0]!.key } },
        ...Object.fromEntries(others.map(([entry, { gates }]) => [entry, { gates, back: {} }])),
      },
    },
    briefs: Object.fromEntries(briefs.map(([brief, words]) => [brief, briefText(words)])),
    kinds: all("kinds"),
    parts: all("parts"),
    adds,
  };
}
