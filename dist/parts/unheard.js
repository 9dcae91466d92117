// @bun
import {
  unheard2
} from "./s226.js";
export {
  unheard2 as unheard
};
