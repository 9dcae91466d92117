// @bun
import {
  standingOf2,
  standingLines2
} from "./s156.js";
export {
  standingLines2 as standingLines,
  standingOf2 as standingOf
};
