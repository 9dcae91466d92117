// @bun
import {
  unheard2
} from "./s237.js";
export {
  unheard2 as unheard
};
