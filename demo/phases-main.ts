// The demo of phases: a basket goes from an idea to the end of its first milestone, one command
// after the other.
import { join } from "node:path";
import pc from "picocolors";
import { startModel } from "../tests/harness/model.ts";
import { cleanup, git, writeFiles } from "../tests/harness/project.ts";
import { claudePath, makeSandbox } from "../tests/harness/sandbox.ts";
import { team } from "../tests/harness/team.ts";
import { CORRECTION, IDEA, phasesWorker } from "./phases.ts";
import { makePlace, type Place, staysText, typedThere } from "./place.ts";
import { asRepository } from "./repository.ts";

const SCRIPTED =
  "The models are scripted: they run on this machine, and no network and no account is used.";
/** More `next` than the demo needs: what takes more does not end. */
const MOST_COMMANDS = 14;

const isTerminal =
  process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
const paint = pc.createColors(isTerminal);
const MARKS: Record<string, (text: string) => string> = {
  "✓": paint.green,
  "●": paint.yellow,
  "✗": paint.red,
};

/** A copy of the demo's project with the idea beside it; it stays for the person to look at. */
function madePlace(): Place {
  const place = makePlace("basket");
  const { project: folder } = place;
  writeFiles(folder, { "idea.md": IDEA });
  asRepository(folder, "A basket that adds up");
  return place;
}

/** A line of a run's progress: what was given to somebody, or what came of it. */
const PROGRESS = /^\s*[\d:]+ +([▶✓●✗]) (T\d+) (.*)$/;

/** Where the program judges what an agent did: that it passes is news, too. */
const JUDGES = /^(?:Check task|Verdict)\b/;

/**
 * Picks the few lines out of what a run prints that say what it came to: which command was chosen
 * and why, what each agent handed in, what a check found, and the gaps. Its other lines and its
 * report are left out.
 */
function picker(): (line: string) => string | null {
  const ofProgram = new Set<string>();
  let inGaps = false;
  return (line) => {
    const chosen = /^Next is (.*)\.$/.exec(line)?.[1];
    if (chosen !== undefined) return `→ ${chosen}`;
    inGaps = /^Gaps /.test(line) || (inGaps && line.startsWith("  "));
    if (inGaps) return line;
    const [, mark = "", task = "", words = ""] = PROGRESS.exec(line) ?? [];
    if (mark === "▶" && words.includes("(program, ")) ofProgram.add(task);
    const isQuiet = ofProgram.has(task) && words.endsWith(": pass") && !JUDGES.test(words);
    return mark !== "" && mark !== "▶" && !isQuiet ? `${MARKS[mark]!(mark)} ${words}` : null;
  };
}

/** Hands each line of a stream to `see` as it comes; resolves with all of the text. */
async function lines(
  stream: ReadableStream<Uint8Array>,
  see: (line: string) => void,
): Promise<string> {
  const decoder = new TextDecoder();
  let [all, rest] = ["", ""];
  for await (const chunk of stream) {
    const text = decoder.decode(chunk, { stream: true });
    all += text;
    const parts = (rest + text).split("\n");
    rest = parts.pop()!;
    for (const line of parts) see(line);
  }
  if (rest !== "") see(rest);
  return all;
}

interface Ended {
  code: number;
  out: string;
  err: string;
}

const NOTHING: Ended = { code: 1, out: "", err: "" };

/**
 * Goes from the idea to the end of the milestone, as a person would type it. Resolves with the exit
 * code.
 */
export async function phasesDemo(): Promise<number> {
  const place = madePlace();
  const { project, home, program: multiAi } = place;
  const model = startModel({ script: team(phasesWorker()) });
  const { env } = makeSandbox({ version: "new", project, model, home });
  // A script that answers for the person says so by a token, wherever it is started.
  env.MULTI_AI_TOKEN = crypto.randomUUID();
  for (const name of ["NO_COLOR", "TERM"])
    if (process.env[name] !== undefined) env[name] = process.env[name];
  let stopped = false;
  let stop = (): void => {};
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      // Ctrl-C comes from the terminal and from `npm start`; the program takes a second one as an
      // order to stop at once.
      if (!stopped) stop();
      stopped = true;
    });

  const program = async (
    args: string[],
    see: (line: string) => void = () => {},
  ): Promise<Ended> => {
    if (stopped) return NOTHING;
    // In a group of its own, which the terminal's Ctrl-C does not reach: it is told once.
    const child = Bun.spawn([multiAi, ...args], {
      ...{ cwd: project, env, stdin: "ignore", stdout: "pipe", stderr: "pipe", detached: true },
    });
    stop = () => child.kill("SIGTERM");
    const [out, err] = await Promise.all([
      lines(child.stdout, see),
      new Response(child.stderr).text(),
    ]);
    return { code: await child.exited, out, err };
  };
  const show = (line: string): void => console.log(`  ${line}`);
  const typed = (words: string[]): void => {
    const shown = words.map((one) => (/\s/.test(one) ? JSON.stringify(one) : one));
    console.log(`\n${paint.bold(`You type: multi-ai ${shown.join(" ")}`)}`);
  };
  /** Types what has Claude Code work, and shows what comes of it; true: the run is complete. */
  const run = async (...words: string[]): Promise<boolean> => {
    if (stopped) return false;
    typed(["run", ...words]);
    const before = git(project, "rev-parse", "HEAD");
    const pick = picker();
    const { code, err } = await program(
      ["run", ...words, "--claude", claudePath("new")],
      (line) => {
        const told = pick(line);
        if (told !== null) show(told);
      },
    );
    // What tests showed before there was anything to pass them stands in the summary of their plan.
    const news = git(project, "diff", `${before}..HEAD`, "--", ".planning/phases").split("\n");
    for (const line of news) if (/^\+- .*with its tests alone: /.test(line)) show(line.slice(3));
    for (const line of git(project, "log", "--reverse", "--format=%h %s", `${before}..HEAD`).split(
      "\n",
    ))
      if (line !== "") show(`commit ${line}`);
    // A question that the person has to answer, or what went wrong.
    for (const line of err.trimEnd().split("\n")) if (line !== "") show(line);
    return code === 0;
  };
  const decide = async (...words: string[]): Promise<boolean> => {
    if (stopped) return false;
    typed(["decide", ...words]);
    return (await program(["decide", ...words])).code === 0;
  };
  /** Whether nothing is left to do. */
  const isOver = async (): Promise<boolean> => {
    const { out } = await program(["roadmap", "--json"]);
    return out !== "" && JSON.parse(out).next?.action === "done";
  };

  console.log(
    `multi-ai demo of phases. ${SCRIPTED}\nReal are Claude Code, the hooks, the edits, the commands, the tests, the commits and the files of .planning.\n`,
  );
  console.log(`Project: ${project}\nIdea: ${join(project, "idea.md")}`);
  await run("new-project", "--auto", "@idea.md");
  // The first phase is talked over with the person. From there on the program assumes what it may.
  await run("next");
  if (await decide("correct", "--reason", CORRECTION)) await run("--continue");
  if (await decide("accept")) await run("--continue");
  let isComplete = await isOver();
  for (let left = MOST_COMMANDS; left > 0 && !isComplete; left--) {
    if (!(await run("next", "--auto"))) break;
    isComplete = await isOver();
  }
  for (const failure of model.failures)
    console.error(`The demo's script failed: ${failure.message}`);
  if (stopped) {
    console.log(`\n${staysText(place)}`);
    return 1;
  }

  console.log(
    `\n${(await program(["roadmap"])).out.trimEnd()}\n\n${git(project, "log", "--format=%h %s%d")}`,
  );
  console.log(`
Look at it:
  ${project}/.planning   PROJECT, ROADMAP, STATE; the phases with plans, summaries and verifications are in milestones
  git -C '${project}' show   what each commit brought
  ${typedThere(place, "report")}   the report of the last command; log and status tell more
${staysText(place)}

${isComplete ? "" : "The milestone is not complete. "}${SCRIPTED} With your own: /multi-ai:new-project @idea.md inside Claude Code, then /multi-ai:next`);
  return isComplete ? 0 : 1;
}

if (import.meta.main) process.exit(await phasesDemo().finally(cleanup));
