// @bun
import{Hl}from"./s24.js";export{Hl as beforeCommand};
