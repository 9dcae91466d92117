// @bun
import {
  findingLine2,
  minorLine2,
  frozenText2,
  BRIEFS2
} from "./s108.js";
export {
  BRIEFS2 as BRIEFS,
  findingLine2 as findingLine,
  frozenText2 as frozenText,
  minorLine2 as minorLine
};
