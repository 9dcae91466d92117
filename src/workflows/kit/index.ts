import {
  type ArtifactKind,
  EVERY_RUN,
  type StartCommand,
  type WorkflowModule,
} from "../contract/contract.ts";
import type { KitFacts } from "./facts.ts";
import { fixedGround, type Ground } from "./ground.ts";
import type { Chain, KitKind, ModuleParts } from "./stages/stages.ts";
import { KIT_QUESTIONS } from "./words.ts";

export { checked } from "./stages/checked.ts";
export { asked, chainOf, reviewed, tested, work } from "./stages/stages.ts";

/**
 * Makes a workflow of its stages: all that the program has to know of one, with what it has of its
 * own in `more`.
 */

interface Own<F> extends ModuleParts<F> {
  /** What a person types after its name. */
  request?: string;
  start?: Partial<StartCommand>;
  /** What a change has to meet, where that is the same for every run. */
  criteria?: readonly string[];
  /** Else what tells that. Loaded on use. */
  ground?: () => Ground;
  report?: Partial<WorkflowModule["report"]>;
}

/** Loaded by whoever needs a brief or an artifact: no call that is judged does. */
const brief = () => require("./brief.ts") as typeof import("./brief.ts");
const facts = () => require("./facts.ts") as typeof import("./facts.ts");
const report = () => require("./report.ts") as typeof import("./report.ts");
const caught = () =>
  require("../review/findings/caught.ts") as typeof import("../review/findings/caught.ts");

/**
 * What makes each kind; apart, because the schema library costs more than everything else that a
 * hook does.
 */
const KINDS: Record<KitKind, (ground: Ground) => Promise<ArtifactKind<unknown, KitFacts>>> = {
  result: async (ground) =>
    (await import("./artifacts/result.ts")).resultKind(ground) as ArtifactKind<unknown, KitFacts>,
  "tree-review": async (ground) =>
    (await import("./artifacts/tree-review.ts")).treeReview(ground) as ArtifactKind<
      unknown,
      KitFacts
    >,
  "document-review": async (ground) =>
    (await import("./artifacts/document-review.ts")).documentReview(ground) as ArtifactKind<
      unknown,
      KitFacts
    >,
};

/** What several stages say under one name, together: that of the later one counts. */
async function loaded<T>(
  all: readonly (undefined | (() => Promise<Record<string, T>>))[],
): Promise<Record<string, T>> {
  return Object.assign({}, ...(await Promise.all(all.map((load) => load?.()))));
}

/** A table with another value for each of its names. */
export const mapped = <T, U>(
  table: Record<string, T>,
  to: (value: T, key: string) => U,
): Record<string, U> =>
  Object.fromEntries(Object.entries(table).map(([key, value]) => [key, to(value, key)]));

type EditRule = NonNullable<WorkflowModule["editRule"]>;
/** Of a part of the project that a task may change. */
const partRule =
  (parts: Chain["parts"]): EditRule =>
  (_scene, { edits }) => {
    const part = parts[edits ?? ""];
    return part === undefined ? null : (path) => (part.may(path) ? null : part.why);
  };

/** What the kit has for a chain: its briefs, kinds of artifacts, and words of questions. */
export function broughtBy(chain: Chain, ground: () => Ground) {
  const data = JSON.stringify(chain.workflow);
  return {
    briefs: () => mapped(chain.briefs, brief().briefOf),
    artifacts: mapped(chain.kinds, (made) => () => KINDS[made](ground())),
    questions: Object.fromEntries(
      Object.entries(KIT_QUESTIONS).filter(([question]) => data.includes(`"ask":"${question}"`)),
    ),
  };
}

/** The module of a chain. */
export function workflow<F extends KitFacts = KitFacts>(
  chain: Chain,
  own: Own<F>,
): WorkflowModule<F> {
  const {
    request = "<request>",
    start,
    criteria = [],
    ground = () => fixedGround(criteria),
    ...more
  } = own;
  const { name } = chain.workflow;
  const brought: ModuleParts<F>[] = [
    ...chain.adds.flatMap((add) => (add.module ?? []) as ModuleParts<F>),
    own,
  ];
  const joined = <K extends "artifacts" | "questions" | "skipReasons">(
    field: K,
  ): NonNullable<ModuleParts<F>[K]> => Object.assign({}, ...brought.map((one) => one[field]));
  const rules: EditRule[] = [
    ...(Object.keys(chain.parts).length > 0 ? [partRule(chain.parts)] : []),
    ...brought.flatMap((one) => one.editRule ?? []),
  ];
  const kits = broughtBy(chain, ground);
  return {
    starts: {
      [name]: {
        entry: "start",
        request,
        flags: { ...EVERY_RUN },
        strict: false,
        issue: true,
        ...start,
      },
    },
    ...Object.assign({}, ...brought.slice(0, -1)),
    ...more,
    ...(rules.length > 0 && {
      editRule: (...of) => rules.map((rule) => rule(...of)).find((one) => one !== null) ?? null,
    }),
    briefFacts: (...of) => {
      const base = facts().kitFacts(ground(), ...of);
      return brought.reduce((made, one) => one.addsFacts?.(made, ...of) ?? made, base) as F;
    },
    planned: (scene) =>
      ground()
        .document?.(scene)
        ?.steps.map(({ id, texts: [title] }) => `${id}: ${title}`) ?? [],
    workflow: chain.workflow,
    checks: () => loaded(brought.map((one) => one.checks)),
    settings: () => loaded(brought.map((one) => one.settings)),
    skipReasons: joined("skipReasons"),
    artifacts: { ...kits.artifacts, ...joined("artifacts") },
    get briefs() {
      return Object.assign(kits.briefs(), ...brought.map((one) => one.briefs?.()));
    },
    questions: { ...kits.questions, ...joined("questions") },
    report: {
      unasked: "what the request means",
      facts: (scene, _final, note) => report().reportFacts(ground(), scene, note),
      caught: (scene) => caught().caughtFindings(scene),
      ...own.report,
    },
  };
}
