// @bun
import{Qn,Zc}from"./s23.js";export{Zc as endGroup,Qn as runProcess};
