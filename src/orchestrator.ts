/**
 * The program in a terminal. It is started for a folder and, for safety, not in it: see
 * bin/multi-ai.
 */
const plugin = import.meta.dir.slice(0, -"/src".length);
const from = process.env.MULTI_AI_CWD;
delete process.env.MULTI_AI_CWD;
if (from !== undefined) {
  try {
    // Of a folder that is deleted the shell has no name.
    process.chdir(from || "\0");
    process.env.PWD = from;
  } catch (error) {
    const isDenied = (error as { code?: string }).code === "EACCES";
    const why = isDenied ? "cannot be entered: permission denied" : "no longer exists";
    console.error(
      `multi-ai: the folder you are in ${why}. Type cd and another folder, then run this again.`,
    );
    process.exit(3);
  }
}
// After the change of the folder: what they import may look at it.
const { load } = await import("./hooks/program/load.ts");
const { dataFolder } = await import("./hooks/program/data-folder.ts");
const { program, after } = load(plugin, dataFolder(plugin, process.env));
process.exitCode = await program.verb(process.argv.slice(2));
after();

export {};
