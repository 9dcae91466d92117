import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { FormulaError, RefError } from "./errors.ts";
import { read, write } from "./file.ts";
import type { Value } from "./sheet.ts";

const USAGE = `usage: bun src/cli.ts <file> show
       bun src/cli.ts <file> get <cell>
       bun src/cli.ts <file> set <cell> <text>`;

const shown = (value: Value): string => String(value ?? "");

/** 0: done; 1: refused, and the file is as it was; 2: no such command. */
export function run(args: readonly string[], print: (line: string) => void): number {
  const [file, command, ...rest] = args;
  if (file === undefined) {
    print(USAGE);
    return 2;
  }
  try {
    const sheet = read(existsSync(file) ? readFileSync(file, "utf8") : "");
    if (command === "show" && rest.length === 0) {
      for (const name of sheet.names()) print(`${name}\t${shown(sheet.get(name))}`);
    } else if (command === "get" && rest.length === 1) {
      print(shown(sheet.get(rest[0]!)));
    } else if (command === "set" && rest.length === 2) {
      sheet.set(rest[0]!, rest[1]!);
      writeFileSync(file, write(sheet));
    } else {
      print(USAGE);
      return 2;
    }
    return 0;
  } catch (error) {
    if (!(error instanceof FormulaError || error instanceof RefError)) throw error;
    print(error.message);
    return 1;
  }
}

if (import.meta.main) process.exitCode = run(process.argv.slice(2), console.log);
