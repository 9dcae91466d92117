import { foundTests } from "../../project/found-tests.ts";
import { hasScript, managerOf, readPackage } from "../../project/package-json.ts";
import { isOwnCommand } from "../own-commands.ts";
import { type HasProgram, missingProgram, onPath } from "./starts.ts";

type Imports = Parameters<typeof foundTests>[2];

/**
 * The command by which a project is tested whole, as its own files say; none where they do not say
 * it, or none can run here.
 */
export function ownTests(root: string, has: HasProgram = onPath, imports?: Imports): string[] {
  const read = readPackage(root);
  const { manager } = managerOf(root, "problem" in read ? undefined : read.manager);
  const script = `${manager}${manager === "bun" ? " run" : ""} test`;
  const isScript = !("problem" in read) && hasScript(read, "test");
  const able = isScript
    ? []
    : foundTests(root, has, imports).filter(({ missing }) => missing === undefined);
  const all = isScript ? [script, "npm test"] : able.map(({ command }) => command);
  const found = all.find((one) => missingProgram(one, has) === null);
  return found !== undefined && isOwnCommand(found) ? [found] : [];
}

/**
 * Why its tests are not run although its files speak of some, in words for a person; null: they
 * are, or there are none.
 */
export function testsLack(
  root: string,
  has: HasProgram = onPath,
  imports?: Imports,
): string | null {
  const [first] = ownTests(root, has, imports).length > 0 ? [] : foundTests(root, has, imports);
  return first?.missing === undefined
    ? null
    : `the project's own tests are not run: ${first.command} (${first.from}) needs ${first.missing}, which is not installed here`;
}
