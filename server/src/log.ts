import pino from "pino";

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
  if (isTerminal) return (line) => write(`${masked(line)}\n`);
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
