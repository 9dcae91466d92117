// @bun
import{Kl}from"./s4.js";export{Kl as beforeCommand};
