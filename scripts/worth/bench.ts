// What a run is worth: real kinds of change with a trap, in small projects of our own, made by one
// agent alone and by the plugin, and judged by tests that neither has seen. Without options no
// model is asked: it is checked that each task can tell right from wrong. npm run bench:worth --
// [--task T] [--live [--mode M] [--repeat N]] [--play OUT [--task T --mode M]] [--author MODEL]
// [--sum OUT …]
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { checkTable, checkTasks } from "./check.ts";
import { live } from "./live.ts";
import { LIVE_MODES, MODE_NAMES, type ModeName } from "./modes.ts";
import { keeper, outcomesIn, outcomeTable, RESULTS } from "./outcome.ts";
import { beginPlay, goOn } from "./play.ts";
import { lackOf, readTask, taskNames } from "./task.ts";

const MODES_TEXT = MODE_NAMES.join(", ");
const HELP = `usage: npm run bench:worth                        checks the tasks; asks no model
       npm run bench:worth -- --live              real models; [--task T] [--mode M] [--repeat N]
       npm run bench:worth -- --play OUT --task T --mode M   the models are played by hand, in the folder OUT
       npm run bench:worth -- --play OUT          hands in what was done there, and shows the next question
       npm run bench:worth -- --sum OUT …         keeps what plays, or files of results, have come to as one table
--author MODEL: authors work with opus, sonnet or haiku, reviewers with their own model
T and M may be several, with commas between them, where models are real.
tasks: ${taskNames().join(", ")}
modes: ${MODES_TEXT}; -run, by \`multi-ai run\`, are played by hand alone`;

const OPTIONS = {
  live: { type: "boolean" },
  play: { type: "string" },
  task: { type: "string" },
  mode: { type: "string" },
  repeat: { type: "string" },
  author: { type: "string" },
  sum: { type: "boolean" },
  help: { type: "boolean" },
} as const;

function modeNameOf(name: string): ModeName {
  const found = MODE_NAMES.find((one) => one === name);
  if (found === undefined) throw new Error(`there is no mode ${name}; possible: ${MODES_TEXT}`);
  return found;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (values.sum) {
    const outcomes = outcomesIn(positionals);
    console.log(
      `${outcomeTable(outcomes)}\n\n${keeper(RESULTS, { played: positionals.length })(outcomes)}`,
    );
    return 0;
  }
  if (positionals.length > 0) throw new Error(`unknown: ${positionals.join(" ")}\n${HELP}`);
  const author = values.author ?? null;
  const tasks = (values.task === undefined ? taskNames() : values.task.split(",")).map(readTask);
  if (values.play !== undefined) {
    const out = resolve(values.play);
    if (values.task !== undefined)
      beginPlay(out, tasks[0]!, modeNameOf(values.mode ?? "chain"), author);
    await goOn(out);
    return 0;
  }
  if (values.live) {
    const possible = tasks.filter((task) => lackOf(task) === null);
    for (const one of tasks.filter((task) => !possible.includes(task)))
      console.error(`${one.name} is skipped: no ${lackOf(one)}`);
    const modes = values.mode === undefined ? LIVE_MODES : values.mode.split(",").map(modeNameOf);
    await live(possible, modes, Number(values.repeat ?? 1), author);
    return 0;
  }
  const rows = await checkTasks(tasks);
  console.log(checkTable(rows));
  for (const { task, problems } of rows)
    for (const one of problems) console.log(`\n${task.name}: ${one}`);
  const skipped = rows.filter(({ lacks }) => lacks !== null).length;
  if (skipped > 0) console.log(`\n${skipped} skipped: their language is not on this machine`);
  return rows.some(({ problems }) => problems.length > 0) ? 1 : 0;
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message);
  return 1;
});
