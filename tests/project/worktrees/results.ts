export const RUN = "team-0badcafe";

type Failed = { ok: false; problem: string; remedy: string };

/** The value of what has to work. */
export function worked<T extends { ok: boolean }>(result: T): Exclude<T, { ok: false }> {
  if (!result.ok) {
    const { problem, remedy } = result as unknown as Failed;
    throw new Error(`${problem} / ${remedy}`);
  }
  return result as Exclude<T, { ok: false }>;
}

/** The value of what has to be refused, with a remedy. */
export function refused<T extends { ok: boolean }>(result: T): Extract<T, { ok: false }> {
  if (result.ok) throw new Error(`was not refused: ${JSON.stringify(result)}`);
  if ((result as unknown as Failed).remedy === "")
    throw new Error("the refusal says nothing that helps");
  return result as Extract<T, { ok: false }>;
}
