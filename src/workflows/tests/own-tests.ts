import { type FoundTest, foundTests } from "../../project/commands/found-tests.ts";
import { hasScript, managerOf, readPackage } from "../../project/commands/package-json.ts";
import { isOwnCommand } from "./may-run.ts";
import { type HasProgram, missingProgram, onPath } from "./starts.ts";

type Imports = Parameters<typeof foundTests>[2];

/** The commands that a project's own files speak for, the likeliest first. */
export function testsFound(root: string, has: HasProgram = onPath, imports?: Imports): FoundTest[] {
  const read = readPackage(root);
  if ("problem" in read || !hasScript(read, "test")) return foundTests(root, has, imports);
  const { manager } = managerOf(root, read.manager);
  const script = `${manager}${manager === "bun" ? " run" : ""} test`;
  const command = [script, "npm test"].find((one) => missingProgram(one, has) === null);
  return [
    { command: command ?? script, from: "package.json", ...(!command && { missing: manager }) },
  ];
}

/**
 * The command by which a project is tested whole, as its own files say; none where they do not say
 * it, or none can run here.
 */
export function ownTests(root: string, has: HasProgram = onPath, imports?: Imports): string[] {
  const found = testsFound(root, has, imports).find(({ missing }) => missing === undefined);
  return found !== undefined && isOwnCommand(found.command) ? [found.command] : [];
}

/**
 * Why its tests are not run although its files speak of some, in words for a person; null: they
 * are, or there are none.
 */
export function testsProblem(
  root: string,
  has: HasProgram = onPath,
  imports?: Imports,
): string | null {
  const [first] = ownTests(root, has, imports).length > 0 ? [] : testsFound(root, has, imports);
  return first?.missing === undefined
    ? null
    : `the project's own tests are not run: ${first.command} (${first.from}) needs ${first.missing}, which is not installed here`;
}
