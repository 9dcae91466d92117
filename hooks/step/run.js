// @bun
import{Xn,Zc}from"./s23.js";export{Zc as endGroup,Xn as runProcess};
