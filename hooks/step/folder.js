// @bun
import{Hf}from"./s77.js";export{Hf as behindCall};
