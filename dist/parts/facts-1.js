// @bun
import {
  briefFacts2,
  planChanges2
} from "./s170.js";
export {
  briefFacts2 as briefFacts,
  planChanges2 as planChanges
};
