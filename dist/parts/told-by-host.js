// @bun
import {
  held2,
  toldAtEnd2
} from "./s232.js";
export {
  held2 as held,
  toldAtEnd2 as toldAtEnd
};
