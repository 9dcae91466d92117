// Every text that a person can meet, in one listing for reading: `bun tests/messages/catalogue.ts [filter]`.
import { type MadeRun, STATES } from "../cli/make-run.ts";
import { cleanup } from "../harness/project.ts";
import { beforehand } from "./checkups.ts";
import { denials } from "./denials.ts";
import type { Entry } from "./entry.ts";
import { notices } from "./notices.ts";
import { questions, skipReasons, waiting } from "./questions.ts";
import { ofRuns, places, STATE_NAMES, said, steps } from "./runs.ts";
import { help } from "./usage.ts";
import { written } from "./written.ts";

/** The question that stands in a text, which is read once for each door. */
const QUESTION = /^Q\d+ · [\s\S]*$/m;

/** All of them. Makes runs in temporary projects, which `cleanup` removes. */
export async function catalogue(): Promise<Entry[]> {
  const made: Record<string, MadeRun> = {};
  for (const name of STATE_NAMES) made[name] = await STATES[name]();
  const open = made["story question open"]!;
  const rendered = [
    ...questions(open),
    ...(await waiting()),
    ...skipReasons(),
    ...(await beforehand()),
    ...notices(open),
    ...steps(made),
    ...help(),
    ...ofRuns({ complete: made.complete!, cancelled: made.cancelled!, "review running": made["review running"]! }),
    ...(await said(await places(made))),
    ...(await denials()),
  ];
  const all = [...rendered, ...(await written(rendered))];
  const seen = new Set<string>();
  /** The same text in several states is read once. */
  const isNew = ({ kind, where, text }: Entry): boolean => {
    const key = [kind, where, text.replaceAll(/[a-z-]+-[0-9a-f]{8}/g, "<run>")].join("\0");
    return seen.has(key) ? false : Boolean(seen.add(key));
  };
  return all
    .map((one) => {
      const [question] = QUESTION.exec(one.text) ?? [];
      const isKnown = question !== undefined && seen.has(`${one.where}\0${question}`);
      if (question !== undefined) seen.add(`${one.where}\0${question}`);
      return isKnown ? { ...one, text: one.text.replace(question!, () => "(the open question)") } : one;
    })
    .filter(isNew);
}

if (import.meta.main) {
  const [filter = ""] = process.argv.slice(2);
  for (const { kind, of, where, text } of await catalogue())
    if (`${kind} ${of}`.includes(filter))
      console.log(`${kind} · ${of}${where === "both" ? "" : ` · ${where}`}\n    ${text.replaceAll("\n", "\n    ")}`);
  await cleanup();
  process.exit();
}
