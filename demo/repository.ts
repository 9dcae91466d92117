import { git } from "../tests/harness/project.ts";

/** Makes a folder a git repository with one commit of all that is in it. */
export function asRepository(folder: string, message: string): void {
  git(folder, "init", "-q", "-b", "main");
  git(folder, "config", "user.name", "Demo");
  git(folder, "config", "user.email", "demo@example.invalid");
  git(folder, "config", "commit.gpgsign", "false");
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "-m", message);
}
