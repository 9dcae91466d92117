// @bun
import {
  unheard2
} from "./s228.js";
export {
  unheard2 as unheard
};
