import { foundTests } from "../../project/found-tests.ts";
import { hasScript, managerOf, readPackage } from "../../project/package-json.ts";
import { isOwnCommand } from "../own-commands.ts";
import { type HasProgram, missingProgram, onPath } from "./starts.ts";

/** The command by which a project is tested whole, as its own files say; none where they do not say it, or none can run here. */
export function ownTests(root: string, has: HasProgram = onPath): string[] {
  const read = readPackage(root);
  const { manager } = managerOf(root, "problem" in read ? undefined : read.manager);
  const script = `${manager}${manager === "bun" ? " run" : ""} test`;
  const isScript = !("problem" in read) && hasScript(read, "test");
  const all = isScript ? [script, "npm test"] : foundTests(root, has).map(({ command }) => command);
  const found = all.find((one) => missingProgram(one, has) === null);
  return found !== undefined && isOwnCommand(found) ? [found] : [];
}
