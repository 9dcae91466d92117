// @bun
import {
  MAX_BYTES2,
  linesIn2,
  byAgent2,
  textsOf3,
  restoreTexts2,
  editsFor2
} from "./s214.js";
export {
  MAX_BYTES2 as MAX_BYTES,
  byAgent2 as byAgent,
  editsFor2 as editsFor,
  linesIn2 as linesIn,
  restoreTexts2 as restoreTexts,
  textsOf3 as textsOf
};
