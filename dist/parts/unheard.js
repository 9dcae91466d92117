// @bun
import {
  unheard2
} from "./s236.js";
export {
  unheard2 as unheard
};
