// @bun
import {
  lastTree2,
  changes2,
  changedCount2,
  reportFacts2,
  reportOf2
} from "./s103.js";
export {
  changedCount2 as changedCount,
  changes2 as changes,
  lastTree2 as lastTree,
  reportFacts2 as reportFacts,
  reportOf2 as reportOf
};
