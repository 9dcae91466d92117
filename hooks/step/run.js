// @bun
import{Qn,Bc}from"./s25.js";export{Bc as endGroup,Qn as runProcess};
