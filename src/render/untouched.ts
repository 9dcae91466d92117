import { oneLine } from "../terminal-text.ts";

/** A finding that was called fixed while its place did not change. */
export interface UntouchedLine {
  id: string;
  reviewer: string;
  place: string;
}

export const untouchedLine = ({ id, reviewer, place }: UntouchedLine): string =>
  `${id} of ${reviewer} called fixed; ${oneLine(place)} did not change since`;
