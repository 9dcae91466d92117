import { AUTO_FLAG, type StartCommand } from "../contract/contract.ts";

/** `next`: starts the command that comes next by what `.planning` says. Its entry is any of them. */
export const NEXT: Record<string, StartCommand> = {
  next: {
    entry: "plan-phase",
    request: "",
    flags: { auto: AUTO_FLAG },
    strict: false,
    bare: true,
    resolves: () => (require("./start-next.ts") as typeof import("./start-next.ts")).resolves,
  },
};
