// @bun
import{Em}from"./s86.js";export{Em as behindCall};
