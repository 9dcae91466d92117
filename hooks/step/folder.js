// @bun
import{Om}from"./s84.js";export{Om as behindCall};
