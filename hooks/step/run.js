// @bun
import{Qn,Nc}from"./shared-46.js";import"./shared-58.js";export{Nc as endGroup,Qn as runProcess};
