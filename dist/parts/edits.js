// @bun
import {
  meaning2,
  byAgent2,
  textsOf3,
  restoreTexts2,
  editsFor2
} from "./s214.js";
export {
  byAgent2 as byAgent,
  editsFor2 as editsFor,
  meaning2 as meaning,
  restoreTexts2 as restoreTexts,
  textsOf3 as textsOf
};
