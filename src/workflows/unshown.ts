import type { Facts } from "../engine/events.ts";
import { againOf, type Run, type Task } from "../engine/run.ts";
import { given, plural } from "../text.ts";

/** What of a run's change nobody was shown, or has shown: how it is counted and told. Pure. */

/**
 * What of a run's change is not proven: files with lines that no reviewer was shown, or that were
 * committed before it, criteria that a file's name alone shows.
 * `tasks`: what is shown of each task of the plan that is done.
 */
export type Unknown = ReturnType<typeof unknownOf>;

export type Unshown = NonNullable<Facts["unshown"]>[number];

/** Reviews that say what was shown, the newest last. */
const looksIn = (run: Run): Task[] =>
  run.tasks
    .filter((task) => !task.void && task.facts.unshown !== undefined)
    .sort((a, b) => a.acceptedSeq - b.acceptedSeq);

type Ranges = Unshown["added"];
const common = (some: Ranges, others: Ranges): Ranges =>
  some.flatMap(([a, b]) =>
    others.flatMap(
      ([c, d]): Ranges =>
        Math.max(a, c) <= Math.min(b, d) ? [[Math.max(a, c), Math.min(b, d)]] : [],
    ),
  );

/** What two reviews have not been shown. */
const inBoth = (some: readonly Unshown[], others: readonly Unshown[]): Unshown[] =>
  some.flatMap((one) => {
    const other = others.find(({ path }) => path === one.path);
    if (other === undefined) return [];
    const [added, removed] = [common(one.added, other.added), common(one.removed, other.removed)];
    const hadLines = one.added.length + one.removed.length > 0;
    return hadLines && added.length + removed.length === 0
      ? []
      : [{ path: one.path, added, removed }];
  });

/**
 * Lines of the change that no reviewer was shown: by the newest review, and those of the same tree,
 * which may go on beside it.
 */
export function unshownIn(run: Run): Unshown[] {
  const looks = looksIn(run);
  const last = looks.at(-1);
  if (last === undefined) return [];
  const isWhole = ({ facts }: Task): boolean => facts.unshown_more === undefined;
  const beside = looks.filter(
    (look) => look !== last && look.reviewed === last.reviewed && isWhole(look) && isWhole(last),
  );
  return beside.map(({ facts }) => facts.unshown!).reduce(inBoth, last.facts.unshown!);
}

/**
 * Names of files that git brought before the first work, as many as the journal has, and how many
 * more.
 */
export const broughtIn = (run: Run) =>
  run.tasks.find(({ brought }) => brought)?.brought ?? { files: [], more: 0 };

/**
 * Tests not seen to pass as before, by the newest check of the whole, or of each task of a plan.
 */
export function lostIn(run: Run): string[] {
  const newest = new Map(
    run.tasks.flatMap(({ void: isVoid, item, facts }) =>
      !isVoid && facts.lost_tests ? [[item, facts.lost_tests] as const] : [],
    ),
  );
  return [...new Set([...newest.values()].flat())];
}
const UNTOLD = "Unknown whether earlier tests pass on the new code";
/** Why that cannot be told of some, as the run keeps it beside their names. */
export const unknownOutcomeLine = (why: string): string => `${UNTOLD}: ${why}`;
export const isUnknownOutcome = (lost: string): boolean => lost.startsWith(UNTOLD);
export function lostText(lost: readonly string[]): string {
  const { length } = lost.filter((one) => !isUnknownOutcome(one));
  const tests = length === 0 ? "some earlier tests" : plural(length, "earlier test");
  const more = length > 0 && length < lost.length ? " and perhaps more" : "";
  return `${tests}${more} not seen to pass as before`;
}

/** What the newest review of each gate states. */
const newestLooks = (run: Run): Facts[] => [
  ...new Map(looksIn(run).map((look) => [look.gate, look.facts])).values(),
];

/** The outcome of a review in which that is so. */
export const UNREAD = "unread";
/** Whether reviewers have looked, and none of them was shown anything of the change. */
export function isUnread(run: Run): boolean {
  const newest = newestLooks(run);
  return newest.length > 0 && newest.every((one) => one.saw_none === true);
}

export function unknownOf(run: Run, tasks: ("proven" | "refuted" | "unknown")[]) {
  const newest = newestLooks(run);
  const inAll = (field: "by_name" | "as_before"): string[] =>
    (newest[0]?.[field] ?? []).filter((id) => newest.every((one) => one[field]?.includes(id)));
  const files = unshownIn(run).map(({ path }) => path);
  const brought = broughtIn(run);
  const others = brought.files.filter((path) => !files.includes(path));
  return {
    tasks,
    files: [...files, ...others.map((path) => `${path} (committed before the implementation)`)],
    /** Files beyond those. */
    more: (looksIn(run).at(-1)?.facts.unshown_more ?? 0) + brought.more,
    /** Commands and files of earlier plans. */
    outdated: run.tasks.findLast((task) => !task.void && task.facts.outdated)?.facts.outdated ?? [],
    /** Findings whose test could not run on the fix that a reviewer approves, as `T7.F1`. */
    proofs: run.findings.flatMap((one) =>
      one.state === "open" && againOf(run, one)?.shown === "unknown"
        ? [`${one.task}.${one.id}`]
        : [],
    ),
    /** Tests that passed before, and do not as they were. */
    lost: lostIn(run),
    criteria: inAll("by_name"),
    /** All criteria, where every reviewer says that they hold without a change. */
    as_before: inAll("as_before"),
  };
}

/** `unknown: 1 task of the plan, 2 files shown to no reviewer`; empty where nothing is. */
export function unknownText({
  tasks,
  files,
  more,
  criteria,
  as_before,
  outdated,
  lost,
  proofs,
}: Unknown): string {
  const [refuted, unknown] = (["refuted", "unknown"] as const).map((one) => {
    const { length } = tasks.filter((other) => other === one);
    return given(length > 0, `${plural(length, "task")} of the plan`);
  });
  const words = [
    ...unknown!,
    ...given(
      proofs.length > 0,
      `${plural(proofs.length, "finding")} whose test could not run on the fix`,
    ),
    ...given(files.length > 0, `${plural(files.length + more, "file")} shown to no reviewer`),
    ...given(
      criteria.length > 0,
      `${plural(criteria.length, "criterion", "criteria")} supported only by a file's name`,
    ),
    ...given(
      as_before.length > 0,
      `${plural(as_before.length, "criterion", "criteria")} that reviewers say hold without any change`,
    ),
    ...given(
      outdated.length > 0,
      plural(
        outdated.length,
        "command or file of an earlier plan",
        "commands or files of earlier plans",
      ),
    ),
    ...given(lost.length > 0, lostText(lost)),
  ];
  return [
    ...refuted!.map((one) => `refuted: ${one}`),
    ...given(words.length > 0, `unknown: ${words.join(", ")}`),
  ].join("; ");
}

/** `src/a.ts: lines 3-8, 20; what was removed at 4`, for whoever is to look at it. */
export function unshownLine({ path, added, removed }: Unshown): string {
  const words = (ranges: Unshown["added"]): string =>
    ranges.map(([a, b]) => (a === b ? a : `${a}-${b}`)).join(", ");
  const lines = [
    ...(added.length > 0 ? [`lines ${words(added)}`] : []),
    ...(removed.length > 0 ? [`removed lines, formerly ${words(removed)}`] : []),
  ];
  return `${path}: ${lines.length === 0 ? "binary, or too large to be shown" : lines.join("; ")}`;
}
