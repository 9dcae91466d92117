// @bun
import{hg,Dl}from"./s75.js";export{Dl as endGroup,hg as runProcess};
