// @bun
import {
  briefFacts2,
  planChanges2
} from "./s169.js";
export {
  briefFacts2 as briefFacts,
  planChanges2 as planChanges
};
