// @bun
import{no}from"./s6.js";export{no as endedCommand};
