import pino from "pino";
import { oneLine } from "./line.ts";

/** What a line of the log is about. */
export interface About {
  job?: string;
  attempt?: number;
  worker?: string;
}

export type Say = (line: string, about?: About) => void;

/** A password in an address, and tokens of this server. */
const SECRET = /(?<=:\/\/[^\s:@/]*:)[^\s@/]+(?=@)|mai_[\w-]{43}/g;

/**
 * Writes lines for people where they are read in a terminal, and otherwise as JSON, one object a
 * line, with what each is about.
 */
export function openLog(isTerminal: boolean, write: (line: string) => void): Say {
  const masked = (line: string): string => line.replace(SECRET, "***");
  // No terminal obeys what others have sent, and it begins no line that would pass for one of its own.
  if (isTerminal)
    return (line) => {
      const lines = masked(line).split("\n");
      write(`${lines.map((one) => oneLine(one)).join("\n    ")}\n`);
    };
  const log = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    { write },
  );
  return (line, about = {}) => log.info(about, masked(line));
}
