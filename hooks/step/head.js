// @bun
import{ds,xl}from"./s53.js";export{xl as commitsBetween,ds as headOf};
