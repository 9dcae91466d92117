// @bun
import{Am}from"./s85.js";export{Am as behindCall};
