// @bun
import {
  unheard2
} from "./s211.js";
export {
  unheard2 as unheard
};
