// @bun
import{Qs}from"./s71.js";export{Qs as endedCommand};
