// @bun
import {
  standingOf2,
  standingLines2
} from "./s155.js";
export {
  standingLines2 as standingLines,
  standingOf2 as standingOf
};
