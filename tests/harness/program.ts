// What tests start as a process of its own (`PROGRAM` in start.ts): in `npm test` what was compiled
// of the sources, which starts in half the time, else the sources.
import { load } from "../../src/hooks/program/load.ts";
import { ROOT, SHARED_DATA } from "./start.ts";

process.exitCode = await load(ROOT, SHARED_DATA).program.verb(process.argv.slice(2));
