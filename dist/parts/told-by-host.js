// @bun
import {
  held2,
  toldAtEnd2
} from "./s262.js";
export {
  held2 as held,
  toldAtEnd2 as toldAtEnd
};
