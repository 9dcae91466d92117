// @bun
import{Xn,qc}from"./s48.js";export{qc as endGroup,Xn as runProcess};
