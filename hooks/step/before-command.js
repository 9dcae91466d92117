// @bun
import{Kl}from"./s5.js";export{Kl as beforeCommand};
