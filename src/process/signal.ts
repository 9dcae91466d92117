/**
 * Whether the system has a process of this id, or with a minus a process group. Imports nothing.
 */
export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
