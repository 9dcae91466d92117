import type { Checked } from "../../../src/workflows/contract.ts";
import type { CheckContext } from "../../../src/workflows/multi-ai/context.ts";
import { CHECKS, type ChainKind, schemaOf } from "../multi-ai/kinds.ts";

const FILES: Record<string, string> = {
  "src/hello.ts": 'export const hello = () => "Hello";\nexport const bye = () => "Bye";\n',
  "src/old.ts": "export const old = 1;\n",
};
const PLAN = {
  steps: [
    { id: "S1", texts: ["Write the greeting", "src/hello.ts"] },
    { id: "S2", texts: ["Test it"] },
  ],
  criteria: [{ id: "AC1" }, { id: "AC2" }],
  text: '{"steps": [{"title": "Write the greeting"}]}',
};
const CONTEXT: CheckContext = {
  criteria: ["AC1", "AC2"],
  maxCriteria: 3,
  open: [],
  insisted: [],
  usedFindings: [],
  allowedStatuses: ["approved", "needs_changes", "needs_clarification", "rejected"],
  plan: PLAN,
  read: (path) => FILES[path] ?? null,
  hasFolder: (path) => path === "src" || path === "",
  changed: ["src/hello.ts"],
  tests: ["says hello"],
};
const stamp = { task: "T1", nonce: "ab".repeat(16) };

/** Through the schema, as a file is, and then the check. */
export function checked(kind: ChainKind, artifact: object, context: Partial<CheckContext> = {}): Checked {
  const parsed = schemaOf(kind).parse({ ...stamp, ...artifact });
  return CHECKS[kind](parsed as never, { ...CONTEXT, ...context });
}
export const problemsOf = (kind: ChainKind, artifact: object, context?: Partial<CheckContext>): string[] =>
  checked(kind, artifact, context).problems;

export type Case = [name: string, over: object, context: Partial<CheckContext>, problem: RegExp];
export type Good = [name: string, over: object, context: Partial<CheckContext>];
