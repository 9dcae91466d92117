// @bun
import {
  findingLine2,
  minorLine2,
  frozenText2,
  BRIEFS3
} from "./s187.js";
export {
  BRIEFS3 as BRIEFS,
  findingLine2 as findingLine,
  frozenText2 as frozenText,
  minorLine2 as minorLine
};
