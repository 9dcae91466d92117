import { writeSync } from "node:fs";

/** Nobody reads any more. */
export class Closed extends Error {}

/** Writes all of it before it returns, so that nothing piles up behind a slow reader. */
export function write(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(fd, bytes, done);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") throw new Closed();
      if (code !== "EAGAIN") throw error;
      Bun.sleepSync(1);
    }
  }
}

export const print = (text: string): void => write(1, Buffer.from(`${text}\n`));
export const complain = (text: string): void => write(2, Buffer.from(`${text}\n`));
