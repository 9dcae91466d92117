// @bun
import{Xs}from"./s25.js";export{Xs as endedCommand};
