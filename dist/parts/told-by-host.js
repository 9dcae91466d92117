// @bun
import {
  held2,
  toldAtEnd2
} from "./s264.js";
export {
  held2 as held,
  toldAtEnd2 as toldAtEnd
};
