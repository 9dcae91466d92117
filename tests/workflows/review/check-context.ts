import { hunkLines, lineDiff } from "../../../src/project/trees/changes.ts";
import { testOfLine } from "../../../src/runners/report.ts";
import type { Checked } from "../../../src/workflows/contract/contract.ts";
import type { CheckContext } from "../../../src/workflows/kit/artifacts/context.ts";
import type { Change } from "../../../src/workflows/review/evidence/change.ts";
import { nearestQuote } from "../../../src/workflows/review/evidence/quote.ts";
import { CHECKS, type ChainKind, schemaOf } from "../multi-ai/kinds.ts";

const HELLO = 'export const hello = () => "Hello";\nexport const bye = () => "Bye";\n';

type Texts = Record<string, string | null>;

/** A change between two states of a project; a file with null for a text is binary. */
export function changeOf(before: Texts, now: Texts, tests: string[] = []): Change {
  const [old, present] = [new Map(Object.entries(before)), new Map(Object.entries(now))];
  const paths = [...new Set([...old.keys(), ...present.keys()])];
  const changed = paths.filter(
    (path) => old.get(path) === null || old.get(path) !== present.get(path),
  );
  const holding = (texts: Map<string, string | null>, quote: string): string[] =>
    changed.filter((path) => nearestQuote(texts.get(path) ?? "", quote, null) !== null);
  return {
    changed,
    read: (path) => present.get(path) ?? null,
    readBefore: (path) => old.get(path) ?? null,
    linesOf: (path) =>
      changed.includes(path)
        ? hunkLines(lineDiff(old.get(path) ?? "", present.get(path) ?? "").hunks)
        : null,
    homesOf: (quote) => ({ before: holding(old, quote), now: holding(present, quote) }),
    hidden: () => false,
    tests: tests.map((one) => testOfLine(one, "passed")),
  };
}

const PLAN = {
  steps: [
    { id: "S1", texts: ["Write the greeting", "src/hello.ts"], covers: ["AC1", "AC2"] },
    { id: "S2", texts: ["Test it"], covers: ["AC2"] },
  ],
  criteria: [
    { id: "AC1", text: "The page greets the person" },
    { id: "AC2", text: "It says goodbye, too" },
  ],
  text: '{"steps": [{"title": "Write the greeting"}]}',
};
const CONTEXT: CheckContext = {
  criteria: ["AC1", "AC2"],
  open: [],
  insisted: [],
  earlier: [],
  allowedStatuses: ["approved", "needs_changes", "needs_clarification", "rejected"],
  document: PLAN,
  hasFolder: (path) => path === "src" || path === "",
  change: changeOf(
    { "src/old.ts": "export const old = 1;\n" },
    { "src/hello.ts": HELLO, "src/old.ts": "export const old = 1;\n" },
    ["says hello"],
  ),
  work: {
    isFirst: true,
    isNothing: () => false,
    changed: ["src/hello.ts"],
    pathOf: (path) => path,
    isIgnored: () => false,
  },
};
/** No task of the run has changed anything. */
export const NOTHING: Pick<CheckContext, "change" | "work"> = {
  change: changeOf({}, {}),
  work: { ...CONTEXT.work, isNothing: () => true, changed: [] },
};
const stamp = { task: "T1", nonce: "ab".repeat(16) };

/** Through the schema, as a file is, and then the check. */
export function checked(
  kind: ChainKind,
  artifact: object,
  context: Partial<CheckContext> = {},
): Checked {
  const parsed = schemaOf(kind).parse({ ...stamp, ...artifact });
  return CHECKS[kind](parsed as never, { ...CONTEXT, ...context });
}
export const problemsOf = (
  kind: ChainKind,
  artifact: object,
  context?: Partial<CheckContext>,
): string[] => checked(kind, artifact, context).problems;

export type Case = [name: string, over: object, context: Partial<CheckContext>, problem: RegExp];
export type Good = [name: string, over: object, context: Partial<CheckContext>];
