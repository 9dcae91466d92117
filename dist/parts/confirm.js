// @bun
import {
  confirmed2
} from "./s151.js";
export {
  confirmed2 as confirmed
};
