// @bun
import {
  unheard2
} from "./s227.js";
export {
  unheard2 as unheard
};
