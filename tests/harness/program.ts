// The program as its sources have it, under a name of the tests.
import { main } from "../../src/cli/main.ts";

process.exitCode = await main(process.argv.slice(2));
