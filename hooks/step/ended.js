// @bun
import{Xs}from"./s24.js";export{Xs as endedCommand};
