import { dataFolder } from "./hooks/program/data-folder.ts";
import { load } from "./hooks/program/load.ts";

/** A check, in a process of its own, started in the plugin's folder. */
const plugin = import.meta.dir.slice(0, -"/src".length);
const { program } = load(plugin, dataFolder(plugin, process.env));
process.exit(await program.check(process.argv.slice(2)));
