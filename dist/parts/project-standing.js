// @bun
import {
  standingOf2,
  standingLines2
} from "./s153.js";
export {
  standingLines2 as standingLines,
  standingOf2 as standingOf
};
