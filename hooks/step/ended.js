// @bun
import{Vs}from"./s35.js";export{Vs as endedCommand};
