// @bun
import{Em}from"./s87.js";export{Em as behindCall};
