// @bun
import{Pl}from"./s45.js";export{Pl as beforeCommand};
