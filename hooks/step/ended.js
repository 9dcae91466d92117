// @bun
import{Qs}from"./s59.js";export{Qs as endedCommand};
