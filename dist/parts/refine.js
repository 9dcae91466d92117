// @bun
import {
  textsOf2,
  kind2
} from "./s90.js";
export {
  kind2 as kind,
  textsOf2 as textsOf
};
