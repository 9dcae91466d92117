#!/usr/bin/env bun
import { createReadStream } from "node:fs";
import { linesOf } from "./lines.ts";
import { Closed, complain, print, write } from "./output.ts";
import { fits, parseWords, type Word, WordError } from "./words.ts";

const USAGE = "usage: sift [--count] FILTER [FILE...]";
const NEWLINE = Buffer.from("\n");

async function main(args: string[]): Promise<number> {
  const count = args[0] === "--count";
  const [filter, ...files] = count ? args.slice(1) : args;
  if (filter === undefined || filter.startsWith("--")) {
    complain(USAGE);
    return 2;
  }
  let words: Word[];
  try {
    words = parseWords(filter);
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    complain(error.message);
    return 2;
  }
  let fitted = 0;
  let wrong = 0;
  for (const file of files.length > 0 ? files : ["-"]) {
    const name = file === "-" ? "<stdin>" : file;
    try {
      let at = 0;
      for await (const line of linesOf(file === "-" ? process.stdin : createReadStream(file))) {
        at++;
        const record = recordOf(line);
        if (record === null) {
          complain(`${name}:${at}: not a JSON object`);
          wrong++;
        } else if (record !== undefined && fits(words, record)) {
          fitted++;
          if (!count) write(1, Buffer.concat([line, NEWLINE]));
        }
      }
    } catch (error) {
      if (error instanceof Closed) throw error;
      complain(`${name}: ${(error as Error).message}`);
      wrong++;
    }
  }
  if (count) print(`${fitted}`);
  return wrong > 0 ? 2 : fitted > 0 ? 0 : 1;
}

/** Null: it is no JSON object; undefined: it is blank. */
function recordOf(line: Uint8Array): object | null | undefined {
  const text = Buffer.from(line.buffer, line.byteOffset, line.length).toString().trim();
  if (text === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

process.exit(
  await main(process.argv.slice(2)).catch((error: Error) => {
    if (error instanceof Closed) return 0;
    console.error(error.message);
    return 2;
  }),
);
