// @bun
import{nl}from"./s73.js";export{nl as headOf};
