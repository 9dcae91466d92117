// What some tests need of a machine beside Node, git and ps. `npm test` hides it from all others, so
// that they pass whatever a machine has: see ../needs.mjs.
import { test } from "bun:test";
import { sandboxStarts } from "./codex-program.ts";

const lackOf = (program: string): string | null => (Bun.which(program) === null ? program : null);

/** macOS has a sandbox of its own, of one program that is always there. */
const IS_MAC = process.platform === "darwin";

function bubblewrapLack(): string | null {
  if (IS_MAC) return null;
  if (Bun.which("bwrap") === null) return "bubblewrap";
  const words = "--ro-bind / / --dev /dev --proc /proc --unshare-pid --unshare-net true";
  const { exitCode } = Bun.spawnSync(["bwrap", ...words.split(" ")]);
  return exitCode === 0 ? null : "working bubblewrap";
}

/** By what is needed: what of it is missing here, as the sum of `npm test` names it; null: nothing. */
const LACKS = {
  bubblewrap: bubblewrapLack,
  socat: () => (IS_MAC ? null : lackOf("socat")),
  python3: () => lackOf("python3"),
  make: () => lackOf("make"),
  "ssh-keygen": () => lackOf("ssh-keygen"),
  busybox: () => lackOf("busybox"),
  pgbouncer: () => lackOf("pgbouncer"),
  "sandbox of Codex": () => (sandboxStarts() ? null : "sandbox of Codex"),
};
type Need = keyof typeof LACKS;

const known = new Map<Need, string | null>();
function missing(need: Need): string | null {
  if (!known.has(need)) known.set(need, LACKS[need]());
  return known.get(need)!;
}

type Spec = (name: string, play: () => void | Promise<void>) => void;

/** Tests that run this command, whose program may be one of those. */
export function running(command: string): Spec {
  const [program] = command.split(" ");
  return program === "python3" || program === "make" ? needing(program) : test;
}

/**
 * Tests that need this of the machine. Their names end with it, and where it is missing they are
 * skipped: with the name of what is missing, which `npm test` counts.
 */
export function needing(...needs: Need[]): Spec {
  const lacks = needs.flatMap((one) => missing(one) ?? []);
  const named = (lacks.length > 0 ? lacks : needs).join(", ");
  return (name, play) => test.skipIf(lacks.length > 0)(`${name} (needs ${named})`, play);
}
