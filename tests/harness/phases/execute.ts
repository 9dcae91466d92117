// Plans of several tasks, and what an honest executor of one hands in.
import { planText } from "../../../src/workflows/phases/planning/documents/plan.ts";
import type { Brief, Work } from "../team.ts";

/** Where an executor works: its worktree, else the project. */
const workdir = ({ text, writes }: Pick<Brief, "text" | "writes">): string =>
  /Work in (\S+?), a checkout of your own/.exec(text)?.[1] ??
  writes.slice(0, writes.indexOf("/.task/"));

/** The task of a brief, as its plan names it. */
export const taskIn = ({ text }: Pick<Brief, "text">): string =>
  /^## Task \d+: (.+)$/m.exec(text)?.[1] ?? "";

/** A change of these files as the result of a task. */
export function carriedOut(
  brief: Brief,
  files: Record<string, string>,
  over: Record<string, unknown> = {},
): Work {
  const base = workdir(brief);
  return {
    artifact: {
      status: "done",
      summary: `${taskIn(brief)} is there.`,
      changed_files: Object.keys(files),
      deviations: [],
      decisions: [],
      concerns: [],
      reason: null,
      denied: [],
      ...over,
    },
    edits: Object.fromEntries(
      Object.entries(files).map(([path, text]) => [base === "" ? path : `${base}/${path}`, text]),
    ),
  };
}

/** A review of the code of a phase; it finds nothing. */
export const reviewedCode = (over: object = {}) => ({
  ...{ status: "approved", summary: "It holds together.", criteria: [], findings: [], prior: [] },
  ...over,
});
export const isCodeReview = ({ writes }: Pick<Brief, "writes">): boolean =>
  writes.endsWith("/code-review-peer.json");

/** One task of a plan's file. */
export interface TaskGiven {
  name: string;
  files?: string[];
  commands?: string[];
  action?: string;
  type?: string;
  tdd?: boolean;
}

/** The file of a plan. `id`: such as `01-02`; `more`: lines of its front matter. */
export function planFile(
  id: string,
  tasks: TaskGiven[],
  {
    after = [],
    more = "",
    type = "execute",
  }: { after?: string[]; more?: string; type?: string } = {},
): string {
  const at = id.lastIndexOf("-");
  const text = planText({
    ...{ phase: id.slice(0, at), plan: id.slice(at + 1), type, wave: 1, depends_on: after },
    files_modified: [...new Set(tasks.flatMap((one) => one.files ?? []))],
    autonomous: !tasks.some((one) => one.type?.startsWith("checkpoint")),
    requirements: ["GREET-01"],
    objective: `Bring ${id}.`,
    tasks: tasks.map(({ name, ...task }, index) => ({
      ...{ name: `Task ${index + 1}: ${name}`, action: "Write it.", done: "It is there" },
      ...task,
    })),
  } as Parameters<typeof planText>[0]);
  const without = [...more.matchAll(/^(\w+):/gm)].reduce(
    (rest, [, key]) => rest.replace(new RegExp(`^${key}:.*\n(?: .*\n)*`, "m"), ""),
    text,
  );
  return without.replace("---\n", () => `---\n${more}`);
}

/** A task that brings one file, which a command of the project's own shows. */
export const brings = (name: string, file = `src/${name}.txt`): TaskGiven => ({
  name: `Bring ${name}`,
  files: [file],
  commands: [`test -f ${file}`],
});

/** Plans of two waves: two side by side, the third behind the first. */
export const twoWaves = (): Record<string, string> => ({
  "01-01": planFile("01-01", [brings("one"), brings("two")]),
  "01-02": planFile("01-02", [brings("three")]),
  "01-03": planFile("01-03", [brings("four")], { after: ["01-01"] }),
});

/** An executor that brings the file that its task is named after; a review of all finds nothing. */
export function bringsItsFile(brief: Brief): Work {
  if (isCodeReview(brief)) return { artifact: reviewedCode() };
  const name = taskIn(brief).replace(/^.*Bring /, "");
  return carriedOut(brief, { [`src/${name}.txt`]: `${name}\n` });
}
