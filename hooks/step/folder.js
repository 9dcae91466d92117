// @bun
import{vm}from"./s87.js";export{vm as behindCall};
