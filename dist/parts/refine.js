// @bun
import {
  textsOf2,
  kind5
} from "./s168.js";
export {
  kind5 as kind,
  textsOf2 as textsOf
};
