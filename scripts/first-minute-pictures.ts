/**
 * Writes docs/pictures/first-minute-*.svg, the screens of docs/first-minute.md: `bun
 * scripts/first-minute-pictures.ts` types the start of each workflow into the real Claude Code, in
 * a terminal of 80 by 24 and of 100 by 30, on scripted models. `tests/demo/first-minute.test.ts`
 * plays it again and compares the words.
 */
import { join } from "node:path";
import { answer } from "../demo/council.ts";
import { greeterScript } from "../demo/greeter.ts";
import { phasesWorker } from "../demo/phases.ts";
import { demoScript } from "../demo/team.ts";
import { honestCouncil } from "../tests/harness/council.ts";
import type { Script } from "../tests/harness/model.ts";
import { cleanup } from "../tests/harness/project.ts";
import { readBrief, team } from "../tests/harness/team.ts";
import { picture, seated, taken } from "./first-run-pictures.ts";

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
] as const;

interface Minute {
  name: string;
  says: string;
  typed: string;
  script(): Script;
  /** What is on the screen when the picture is taken. */
  until: RegExp;
}

/**
 * The program's line is there, and what the host draws behind it: the agent's row with its tokens.
 */
const STARTED = /All is well: T\d[\s\S]*◯ multi-ai:.* tokens/;

/**
 * Agents look at a file, and wait then until the picture is taken: so the screen goes no further.
 * What they write may be their last step.
 */
const paused =
  (script: Script, until: Promise<void>): Script =>
  async (turn) => {
    const brief = turn.thread === "agent" ? readBrief(turn.firstUser) : null;
    if (brief !== null && turn.turn === 0)
      return { calls: [{ name: "Read", input: { file_path: brief.writes } }] };
    if (brief !== null) await until;
    return script(turn);
  };

const MINUTES: Minute[] = [
  {
    name: "multi-ai",
    says: "The story of a change is above; a dialog asks whether it is what the person wants.",
    typed: "/multi-ai Say goodbye by name",
    script: greeterScript,
    until: /❯ 1\. Not yet[\s\S]*2\. Approve[\s\S]*Esc to cancel/,
  },
  {
    name: "team",
    says: "The start of the nine stages says what happens, when the person is asked, and what it costs.",
    typed: "/multi-ai:team Add a discount code",
    script: demoScript,
    until: STARTED,
  },
  {
    name: "council",
    says: "The start of a council says that its six seats are one model, what happens, and what it costs.",
    typed: "/multi-ai:council Give a basket discount codes",
    script: () => team(honestCouncil(answer)),
    until: STARTED,
  },
  {
    name: "new-project",
    says: "The start of a project in phases asks one question about how the person works.",
    typed: "/multi-ai:new-project A library of discount rules",
    script: () => team(phasesWorker()),
    until: /❯ 1\. [\s\S]*Esc to cancel/,
  },
];

/** All screens, by the path of each picture from the root of the repository. */
export async function playFirstMinutes(): Promise<Record<string, string>> {
  const made: Record<string, string> = {};
  for (const { name, says, typed, script, until } of MINUTES)
    for (const size of SIZES) {
      const end = Promise.withResolvers<void>();
      const terminal = seated(until === STARTED ? paused(script(), end.promise) : script(), size);
      await terminal.waitFor(/❯/);
      await terminal.submit(typed);
      await terminal.waitFor(until, 60_000);
      const title = `/${name === "multi-ai" ? name : `multi-ai:${name}`} at ${size.columns} by ${size.rows}`;
      made[`docs/pictures/first-minute-${name}-${size.columns}.svg`] = picture(
        taken(terminal.cells(), /(?!)/),
        [title, says],
        size.columns,
      );
      end.resolve();
      await terminal.close();
    }
  return made;
}

if (import.meta.main) {
  const made = await playFirstMinutes().finally(cleanup);
  for (const [path, svg] of Object.entries(made))
    await Bun.write(join(import.meta.dir, "..", path), svg);
  process.exit(0);
}
