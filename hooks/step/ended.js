// @bun
import{Qs}from"./s58.js";export{Qs as endedCommand};
