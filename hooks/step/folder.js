// @bun
import{_m}from"./s84.js";export{_m as behindCall};
