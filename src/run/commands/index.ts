import { cancel } from "./cancel.ts";
import type { Command } from "./command.ts";
import { decide } from "./decide.ts";
import { reset } from "./reset.ts";
import { resume } from "./resume.ts";
import { rollback } from "./rollback.ts";
import { ruling } from "./ruling.ts";
import { status } from "./status.ts";
import { trust } from "./trust.ts";

/**
 * What a person can type in the host and in a terminal, by name and in the order of the help:
 * `/multi-ai:<name>` and `multi-ai <name>`.
 */
export const COMMANDS = {
  status,
  decide,
  ruling,
  cancel,
  resume,
  reset,
  rollback,
  trust,
} satisfies Record<string, Command>;
