// @bun
import {
  confirmed2
} from "./s155.js";
export {
  confirmed2 as confirmed
};
