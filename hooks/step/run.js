// @bun
import{Xn,Wc}from"./s49.js";export{Wc as endGroup,Xn as runProcess};
