import { foundTests } from "../../project/found-tests.ts";
import { hasScript, managerOf, readPackage } from "../../project/package-json.ts";
import { isOwnCommand } from "../own-commands.ts";

/** The command by which a project is tested whole, as its own files say; none where they do not say it. */
export function ownTests(root: string): string[] {
  const read = readPackage(root);
  const { manager } = managerOf(root, "problem" in read ? undefined : read.manager);
  const script = `${manager}${manager === "bun" ? " run" : ""} test`;
  const found = !("problem" in read) && hasScript(read, "test") ? script : foundTests(root)[0]?.command;
  return found !== undefined && isOwnCommand(found) ? [found] : [];
}
