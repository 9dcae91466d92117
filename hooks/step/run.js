// @bun
import{Xn,Uc}from"./s8.js";export{Uc as endGroup,Xn as runProcess};
