// @bun
import {
  viewOf2,
  own2,
  lines2
} from "./s137.js";
export {
  lines2 as lines,
  own2 as own,
  viewOf2 as viewOf
};
