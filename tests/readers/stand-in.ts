// Stands in for the program that fetches an external review: prints what a case says, call by call, and counts the calls.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Task } from "../../src/engine/run.ts";
import { pluginRoot } from "../../src/host/program.ts";
import { sha256 } from "../../src/store/journal.ts";
import { quote } from "../../src/text.ts";

/** What the reader said last is no file of its own: whoever sends a reader puts it here, beside the project. */
export const saidFile = (project: string): string => `${project}.said.txt`;
const folderOf = (project: string): string => `${project}.plugin`;
const CALLS = "calls.json";

/** Of the plugin's own folder nothing but what the command line needs. */
const KEPT = ["hooks/find-bun.sh", "hooks/bunfig.toml"];

/** A case does not know the number of its task. */
export const printsOf = (prints: string[], { id }: Pick<Task, "id">): string[] =>
  prints.map((line) => line.replace("{task}", id));

/** Makes the program beside the project. @returns the brief with its folder in the place of the plugin's own */
export function standIn(project: string, prints: string[], brief: string): string {
  const [folder, own] = [folderOf(project), pluginRoot()];
  mkdirSync(join(folder, "dist"), { recursive: true });
  for (const path of KEPT) cpSync(join(own, path), join(folder, path));
  writeFileSync(join(folder, "dist", "check.js"), program(prints));
  if (!brief.includes(quote(own))) throw new Error("the brief has no command that starts the plugin's program");
  return brief.replace(quote(own), quote(folder));
}

const program = (prints: string[]): string => `import { existsSync, readFileSync, writeFileSync } from "node:fs";
const file = ${JSON.stringify(CALLS)};
const calls = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
const prints = ${JSON.stringify(prints)};
console.log(prints[Math.min(calls.length, prints.length - 1)]);
writeFileSync(file, JSON.stringify([...calls, process.argv.slice(2)]));
`;

/** What is wrong with how the program was called, and with what was said of it. */
export function startProblems(project: string, task: Task, said: string[]): string[] {
  const { id, dispatch } = task;
  const prints = printsOf(said, task);
  const [calls, words] = [join(folderOf(project), CALLS), saidFile(project)];
  const made: string[][] = existsSync(calls) ? JSON.parse(readFileSync(calls, "utf8")) : [];
  const isOurs = ([at, root, of, task, by, nonce = "", limit]: string[]): boolean =>
    `${at} ${root} ${of} ${task} ${by} ${limit}` === `--project ${project} --task ${id} --nonce --limit` &&
    sha256(nonce) === dispatch?.nonce;
  const foreign = made.filter((call) => !isOurs(call));
  if (!existsSync(words)) return [`${words} is not there: put the reader's last message into it`];
  const last = readFileSync(words, "utf8").trim().split("\n").at(-1)?.trim();
  const wanted = prints.at(-1)!.trim().split("\n").at(-1)!;
  return [
    ...foreign.map((call) => `the command was not the brief's: ${call.join(" ")}`),
    ...(made.length === prints.length ? [] : [`the command ran ${made.length} times, expected ${prints.length}`]),
    ...(last === wanted ? [] : [`the last line is ${JSON.stringify(last)}, expected ${JSON.stringify(wanted)}`]),
  ];
}

/** The calls and the last words of a reader as one text, and back again in a folder that was prepared anew. */
export function startText(project: string): string {
  const text = (path: string): string => (existsSync(path) ? readFileSync(path, "utf8") : "");
  const calls = JSON.parse(text(join(folderOf(project), CALLS)) || "[]");
  return `${JSON.stringify({ said: text(saidFile(project)), calls }, null, 2)}\n`.replaceAll(project, PROJECT);
}

export function putStart(project: string, text: string): void {
  const { said, calls } = JSON.parse(text.replaceAll(PROJECT, project));
  writeFileSync(saidFile(project), said);
  writeFileSync(join(folderOf(project), CALLS), JSON.stringify(calls));
}
const PROJECT = "/project";
