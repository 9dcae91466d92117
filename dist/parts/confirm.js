// @bun
import {
  confirmed2
} from "./s157.js";
export {
  confirmed2 as confirmed
};
