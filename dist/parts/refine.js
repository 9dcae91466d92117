// @bun
import {
  textsOf2,
  kind4
} from "./s125.js";
export {
  kind4 as kind,
  textsOf2 as textsOf
};
