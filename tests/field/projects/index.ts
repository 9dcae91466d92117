// Every project of the field: a file in this folder, with its texts in tests/fixtures/field.
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { FieldProject } from "../project.ts";
import { withTexts } from "../texts.ts";

/** `~` is this person's home; a variable that is set here already has that value. */
const here = ({ env, ...project }: FieldProject): FieldProject => {
  if (env === undefined) return project;
  const values = Object.entries(env).map(([name, value]) => [
    name,
    process.env[name] ?? value.replace(/^~/, homedir()),
  ]);
  return { ...project, env: Object.fromEntries(values) };
};

export const PROJECTS = readdirSync(import.meta.dir)
  .filter((name) => name.endsWith(".yaml"))
  .sort()
  .map((name) => Bun.YAML.parse(readFileSync(join(import.meta.dir, name), "utf8")))
  .map((project) => here(withTexts(project) as FieldProject));
