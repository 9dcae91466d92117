// @bun
import {
  unheard2
} from "./s202.js";
export {
  unheard2 as unheard
};
