import { cancel } from "./cancel.ts";
import type { Command } from "./command.ts";
import { decide } from "./decide.ts";
import { park } from "./park.ts";
import { projectCommands } from "./project-verb.ts";
import { report } from "./report.ts";
import { reset } from "./reset.ts";
import { resume } from "./resume.ts";
import { rollback } from "./rollback.ts";
import { ruling } from "./ruling.ts";
import { setup } from "./setup.ts";
import { status } from "./status.ts";
import { trust } from "./trust.ts";

/**
 * What a person can type in the host and in a terminal, by name: `/multi-ai:<name>` and
 * `multi-ai <name>`.
 */
export const COMMANDS = {
  ...{ status, report, decide, ruling, cancel, park, resume, reset, rollback, trust, setup },
  ...projectCommands(),
} satisfies Record<string, Command>;
