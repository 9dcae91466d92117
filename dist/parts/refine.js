// @bun
import {
  textsOf2,
  kind5
} from "./s174.js";
export {
  kind5 as kind,
  textsOf2 as textsOf
};
