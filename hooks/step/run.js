// @bun
import{fm,Ac}from"./s15.js";export{Ac as endGroup,fm as runProcess};
