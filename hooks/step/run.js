// @bun
import{qp,yc}from"./s73.js";export{yc as endGroup,qp as runProcess};
