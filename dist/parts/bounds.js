// @bun
import {
  nearBounds2
} from "./s111.js";
export {
  nearBounds2 as nearBounds
};
